ALTER TABLE campaign_steps ADD CONSTRAINT campaign_steps_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE campaign_steps ADD CONSTRAINT campaign_steps_doer FOREIGN KEY (done_by) REFERENCES accounts (account_id);
