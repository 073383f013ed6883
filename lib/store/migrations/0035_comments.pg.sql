ALTER TABLE item_comments ADD CONSTRAINT item_comments_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE item_comments ADD CONSTRAINT item_comments_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE item_comments ADD CONSTRAINT item_comments_task FOREIGN KEY (task_id) REFERENCES tasks (task_id);
ALTER TABLE item_comments ADD CONSTRAINT item_comments_home FOREIGN KEY (home_unit_id) REFERENCES units (unit_id);
ALTER TABLE item_comments ADD CONSTRAINT item_comments_writer FOREIGN KEY (done_by) REFERENCES accounts (account_id);
CREATE INDEX item_comments_by_item ON item_comments (unit_id, task_id);
CREATE INDEX item_comments_revision ON item_comments (campaign_id, revision);
