ALTER TABLE evaluations ADD CONSTRAINT evaluations_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE evaluations ADD CONSTRAINT evaluations_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE evaluation_history ADD CONSTRAINT evaluation_history_evaluation FOREIGN KEY (campaign_id, unit_id) REFERENCES evaluations (campaign_id, unit_id);
ALTER TABLE evaluation_opinions ADD CONSTRAINT evaluation_opinions_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE evaluation_rules ADD CONSTRAINT evaluation_rules_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
CREATE INDEX evaluation_history_revision ON evaluation_history (campaign_id, revision);
