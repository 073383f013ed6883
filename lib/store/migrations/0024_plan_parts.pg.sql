ALTER TABLE plan_draft_records ADD CONSTRAINT plan_draft_records_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE plan_draft_records ADD CONSTRAINT plan_draft_records_saver FOREIGN KEY (saved_by) REFERENCES accounts (account_id);
ALTER TABLE campaign_comments ADD CONSTRAINT campaign_comments_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
