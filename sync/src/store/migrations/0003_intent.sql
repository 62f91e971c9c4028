ALTER TABLE conversations ADD COLUMN intent json;
