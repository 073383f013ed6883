ALTER TABLE evidence ADD CONSTRAINT evidence_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE evidence ADD CONSTRAINT evidence_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE evidence_revisions ADD CONSTRAINT evidence_revisions_evidence FOREIGN KEY (evidence_id) REFERENCES evidence (evidence_id);
ALTER TABLE evidence_uses ADD CONSTRAINT evidence_uses_evidence FOREIGN KEY (evidence_id) REFERENCES evidence (evidence_id);
ALTER TABLE evidence_uses ADD CONSTRAINT evidence_uses_item FOREIGN KEY (unit_id, task_id) REFERENCES items (unit_id, task_id);
CREATE INDEX evidence_by_unit ON evidence (campaign_id, unit_id);
CREATE INDEX evidence_revisions_by_blob ON evidence_revisions (sha256);
CREATE INDEX evidence_uses_by_item ON evidence_uses (unit_id, task_id);
CREATE INDEX evidence_history_by_item ON evidence_history (unit_id, task_id);
