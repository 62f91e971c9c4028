CREATE TABLE feed_settings (
  tenant text NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
  feed text NOT NULL,
  settings jsonb NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant, feed)
);
