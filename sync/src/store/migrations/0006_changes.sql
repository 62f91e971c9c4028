CREATE TABLE conversation_links (
  tenant text NOT NULL,
  key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('contact', 'lead', 'account', 'opportunity', 'email', 'phone')),
  value text NOT NULL,
  PRIMARY KEY (tenant, key, kind, value),
  FOREIGN KEY (tenant, key) REFERENCES conversations (tenant, key) ON DELETE CASCADE
);
CREATE INDEX conversation_links_value ON conversation_links (tenant, kind, value);

CREATE TABLE org_records (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  id text NOT NULL,
  facts jsonb NOT NULL,
  changed_at timestamptz,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE change_cursors (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  topic text NOT NULL,
  place text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, topic)
);

CREATE TABLE change_followers (
  tenant text PRIMARY KEY REFERENCES tenants (name) ON DELETE CASCADE,
  holder text,
  held_until timestamptz,
  state jsonb
);

ALTER TABLE conversations ADD COLUMN again json;
