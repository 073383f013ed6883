ALTER TABLE opinions ADD CONSTRAINT opinions_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE opinions ADD CONSTRAINT opinions_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE opinions ADD CONSTRAINT opinions_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
CREATE INDEX opinions_by_campaign ON opinions (campaign_id);
ALTER TABLE opinion_history ADD CONSTRAINT opinion_history_opinion FOREIGN KEY (opinion_id) REFERENCES opinions (opinion_id);
ALTER TABLE opinion_history ADD CONSTRAINT opinion_history_writer FOREIGN KEY (done_by) REFERENCES accounts (account_id);
ALTER TABLE opinion_rules ADD CONSTRAINT opinion_rules_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE opinion_rules ADD CONSTRAINT opinion_rules_writer FOREIGN KEY (done_by) REFERENCES accounts (account_id);
