ALTER TABLE jobs ADD CONSTRAINT jobs_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE jobs ADD CONSTRAINT jobs_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE jobs ADD CONSTRAINT jobs_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
CREATE INDEX jobs_by_account ON jobs (account_id, asked_at);
CREATE INDEX jobs_under_way ON jobs (asked_at) WHERE state IN ('waiting', 'running');
