ALTER TABLE reminder_digests ADD CONSTRAINT reminder_digests_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE reminder_digests ADD CONSTRAINT reminder_digests_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
CREATE INDEX reminder_digests_by_account ON reminder_digests (account_id, state);
ALTER TABLE reminder_history ADD CONSTRAINT reminder_history_digest FOREIGN KEY (digest_id) REFERENCES reminder_digests (digest_id);
ALTER TABLE reminder_history ADD CONSTRAINT reminder_history_writer FOREIGN KEY (done_by) REFERENCES accounts (account_id);
