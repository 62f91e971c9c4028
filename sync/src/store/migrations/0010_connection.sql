ALTER TABLE tenants ADD COLUMN connection_generation integer NOT NULL DEFAULT 0;
CREATE TABLE connections (
  tenant text PRIMARY KEY REFERENCES tenants (name) ON DELETE CASCADE,
  generation integer NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  environment text NOT NULL CHECK (environment IN ('production', 'sandbox', 'custom')),
  login_url text NOT NULL,
  instance_url text NOT NULL,
  client_id text NOT NULL,
  sealed_tokens text NOT NULL,
  scopes text NOT NULL,
  organization_id text NOT NULL,
  organization_name text,
  is_sandbox boolean,
  user_id text NOT NULL,
  username text,
  user_name text,
  connected_at timestamptz NOT NULL,
  connected_by text,
  problem jsonb,
  renewing_until timestamptz
);
CREATE TABLE connection_logins (
  ticket_hash text PRIMARY KEY,
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  environment text NOT NULL CHECK (environment IN ('production', 'sandbox', 'custom')),
  login_url text NOT NULL,
  language text,
  asked_by text,
  state_hash text UNIQUE,
  browser_hash text,
  sealed_verifier text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  problem jsonb
);
CREATE INDEX connection_logins_tenant ON connection_logins (tenant, created_at DESC);
