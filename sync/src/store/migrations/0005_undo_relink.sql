ALTER TABLE conversations DROP CONSTRAINT conversations_state_check;
ALTER TABLE conversations ADD CONSTRAINT conversations_state_check CHECK (state IN ('accepted', 'processing', 'synced', 'parked', 'failed', 'undone'));
ALTER TABLE conversations ADD COLUMN choice json;
ALTER TABLE conversations ADD COLUMN undone_at timestamptz;
ALTER TABLE tenants ADD COLUMN settings_revision integer NOT NULL DEFAULT 0;
