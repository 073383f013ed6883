ALTER TABLE imports ADD CONSTRAINT imports_by FOREIGN KEY (imported_by) REFERENCES accounts (account_id);
ALTER TABLE imports ADD CONSTRAINT imports_undone_by FOREIGN KEY (undone_by) REFERENCES accounts (account_id);
ALTER TABLE imports ADD CONSTRAINT imports_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE import_rows ADD CONSTRAINT import_rows_import FOREIGN KEY (import_id) REFERENCES imports (import_id);
