CREATE TABLE visitors (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  id text NOT NULL,
  state text NOT NULL CHECK (state IN ('accepted', 'synced', 'parked', 'failed')),
  said jsonb NOT NULL,
  written jsonb NOT NULL DEFAULT '{}',
  crm jsonb,
  intent json,
  account_id text,
  contact_id text,
  lead_id text,
  outcome text,
  evidence jsonb,
  error_code text,
  error_message text,
  attempts integer NOT NULL DEFAULT 0,
  revision integer NOT NULL DEFAULT 1,
  done_revision integer NOT NULL DEFAULT 0,
  due_at timestamptz,
  told_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, id)
);
CREATE INDEX visitors_open ON visitors (tenant, updated_at) WHERE done_revision < revision;
CREATE TABLE visitor_names (
  tenant text NOT NULL,
  name text NOT NULL,
  visitor text NOT NULL,
  PRIMARY KEY (tenant, name),
  FOREIGN KEY (tenant, visitor) REFERENCES visitors (tenant, id) ON DELETE CASCADE
);
CREATE INDEX visitor_names_of ON visitor_names (tenant, visitor);
CREATE TABLE visitor_domains (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  domain text NOT NULL,
  holder text,
  held_until timestamptz,
  account_id text,
  PRIMARY KEY (tenant, domain)
);
CREATE TABLE visitor_receipts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL,
  visitor text NOT NULL,
  at timestamptz NOT NULL,
  receipt json NOT NULL,
  FOREIGN KEY (tenant, visitor) REFERENCES visitors (tenant, id) ON DELETE CASCADE
);
CREATE INDEX visitor_receipts_of ON visitor_receipts (tenant, visitor, id DESC);
CREATE TABLE notices (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  key text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('inApp', 'slack')),
  outcome text NOT NULL CHECK (outcome IN ('sending', 'sent', 'failed')),
  note text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant, key, channel)
);
CREATE TABLE slack_webhooks (
  tenant text PRIMARY KEY REFERENCES tenants (name) ON DELETE CASCADE,
  sealed_url text NOT NULL,
  set_at timestamptz NOT NULL,
  set_by text
);
