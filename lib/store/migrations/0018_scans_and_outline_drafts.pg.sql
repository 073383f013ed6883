ALTER TABLE closing_report_scans ADD CONSTRAINT closing_report_scans_report FOREIGN KEY (report_id) REFERENCES closing_reports (report_id);
ALTER TABLE closing_report_scans ADD CONSTRAINT closing_report_scans_uploader FOREIGN KEY (uploaded_by) REFERENCES accounts (account_id);
ALTER TABLE report_outline_drafts ADD CONSTRAINT report_outline_drafts_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE report_outline_drafts ADD CONSTRAINT report_outline_drafts_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
