ALTER TABLE receipts ALTER COLUMN receipt TYPE json;
