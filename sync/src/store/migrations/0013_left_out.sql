CREATE TABLE left_out (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  email text NOT NULL,
  left_by text,
  left_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, email)
);
