CREATE TABLE user_matches (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  email text NOT NULL,
  user_id text NOT NULL,
  matched_by text,
  matched_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, email)
);
