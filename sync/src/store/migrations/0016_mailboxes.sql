CREATE TABLE mailbox_consents (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  mailbox text NOT NULL,
  granted boolean NOT NULL,
  at timestamptz NOT NULL,
  by text,
  PRIMARY KEY (tenant, mailbox)
);
CREATE TABLE mailboxes (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  owner text NOT NULL,
  mailbox text NOT NULL,
  provider text NOT NULL,
  grant_id text NOT NULL,
  client_id text NOT NULL,
  sealed_tokens text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  renewing_until timestamptz,
  connected_at timestamptz NOT NULL,
  cursor text,
  synced_at timestamptz,
  again_at timestamptz,
  problem jsonb,
  tries integer NOT NULL DEFAULT 0,
  due_at timestamptz,
  holder text,
  held_until timestamptz,
  PRIMARY KEY (tenant, owner),
  UNIQUE (tenant, mailbox)
);
CREATE INDEX mailboxes_due ON mailboxes (due_at);
CREATE TABLE mailbox_logins (
  ticket_hash text PRIMARY KEY,
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  owner text NOT NULL,
  provider text NOT NULL,
  language text,
  state_hash text UNIQUE,
  browser_hash text,
  sealed_verifier text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  problem jsonb
);
CREATE INDEX mailbox_logins_owner ON mailbox_logins (tenant, owner, created_at);
