ALTER TABLE quality_reviews ADD CONSTRAINT quality_reviews_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE quality_reviews ADD CONSTRAINT quality_reviews_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE quality_reviews ADD CONSTRAINT quality_reviews_task FOREIGN KEY (task_id) REFERENCES tasks (task_id);
ALTER TABLE quality_reviews ADD CONSTRAINT quality_reviews_by FOREIGN KEY (done_by) REFERENCES accounts (account_id);
