CREATE TABLE health_checks (
  tenant text PRIMARY KEY REFERENCES tenants (name) ON DELETE CASCADE,
  next_at timestamptz NOT NULL,
  checked_at timestamptz,
  states jsonb,
  reference_at timestamptz,
  reference jsonb,
  told jsonb NOT NULL DEFAULT '{}'
);
