ALTER TABLE notices ADD CONSTRAINT notices_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE notices ADD CONSTRAINT notices_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE notices ADD CONSTRAINT notices_sender FOREIGN KEY (sent_by) REFERENCES accounts (account_id);
ALTER TABLE notice_history ADD CONSTRAINT notice_history_notice FOREIGN KEY (notice_id) REFERENCES notices (notice_id);
ALTER TABLE notice_history ADD CONSTRAINT notice_history_writer FOREIGN KEY (done_by) REFERENCES accounts (account_id);
