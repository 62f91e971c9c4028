CREATE TABLE emails (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  key text NOT NULL,
  mailbox text NOT NULL,
  message_id text NOT NULL,
  thread_id text NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, key, mailbox)
);
CREATE INDEX emails_mailbox ON emails (tenant, mailbox);
CREATE INDEX emails_message ON emails (tenant, message_id);
CREATE TABLE unmatched_emails (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  mailbox text NOT NULL,
  message_id text NOT NULL,
  provider_id text,
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (tenant, mailbox, message_id)
);
CREATE INDEX unmatched_emails_until ON unmatched_emails (until);
CREATE TABLE deleted_emails (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  hash text NOT NULL,
  at timestamptz NOT NULL,
  by text,
  receipt json NOT NULL,
  PRIMARY KEY (tenant, hash)
);
