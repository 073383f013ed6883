ALTER TABLE plan_drafts ADD CONSTRAINT plan_drafts_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE plan_draft_records ADD CONSTRAINT plan_draft_records_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE plan_draft_records ADD CONSTRAINT plan_draft_records_saver FOREIGN KEY (saved_by) REFERENCES accounts (account_id);
ALTER TABLE plan_draft_typing ADD CONSTRAINT plan_draft_typing_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE plan_draft_typing ADD CONSTRAINT plan_draft_typing_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
