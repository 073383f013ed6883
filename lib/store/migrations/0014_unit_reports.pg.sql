ALTER TABLE unit_reports ADD CONSTRAINT unit_reports_item FOREIGN KEY (unit_id, task_id, version) REFERENCES item_history (unit_id, task_id, version);
ALTER TABLE unit_reports ADD CONSTRAINT unit_reports_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
