ALTER TABLE tenants ADD COLUMN settings jsonb;
