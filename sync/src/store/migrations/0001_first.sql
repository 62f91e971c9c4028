CREATE TABLE tenants (
  name text PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_keys (
  hash text PRIMARY KEY,
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX api_keys_tenant ON api_keys (tenant);

CREATE TABLE conversations (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  key text NOT NULL,
  state text NOT NULL CHECK (state IN ('accepted', 'processing', 'synced', 'parked', 'failed')),
  revision integer NOT NULL DEFAULT 1,
  done_revision integer NOT NULL DEFAULT 0,
  force boolean NOT NULL DEFAULT false,
  waiting_for text,
  canonical jsonb,
  synced_hash text,
  match jsonb,
  conversation_id text,
  activity_id text,
  account_id text,
  opportunity_id text,
  contact_id text,
  lead_id text,
  error_code text,
  error_message text,
  attempts integer NOT NULL DEFAULT 0,
  claimed_by text,
  claimed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  synced_at timestamptz,
  PRIMARY KEY (tenant, key)
);
CREATE INDEX conversations_state ON conversations (state, updated_at);

CREATE TABLE parts (
  tenant text NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  at timestamptz,
  content jsonb NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, key, name),
  FOREIGN KEY (tenant, key) REFERENCES conversations (tenant, key) ON DELETE CASCADE
);

CREATE TABLE receipts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL,
  key text NOT NULL,
  at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('written', 'unchanged', 'planned', 'failed')),
  receipt jsonb NOT NULL,
  FOREIGN KEY (tenant, key) REFERENCES conversations (tenant, key) ON DELETE CASCADE
);
CREATE INDEX receipts_conversation ON receipts (tenant, key, id DESC);

CREATE TABLE activity (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  key text,
  message text NOT NULL
);
CREATE INDEX activity_tenant ON activity (tenant, id DESC);
CREATE INDEX activity_conversation ON activity (tenant, key, id DESC);
