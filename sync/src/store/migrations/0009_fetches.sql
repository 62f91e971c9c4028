CREATE TABLE fetches (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  key text NOT NULL,
  name text NOT NULL,
  provider text NOT NULL,
  at timestamptz,
  wanted text NOT NULL,
  sealed_token text,
  tries integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, key, name)
);
CREATE INDEX fetches_due ON fetches (due_at);
