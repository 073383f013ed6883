ALTER TABLE confirmations ADD CONSTRAINT confirmations_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE confirmations ADD CONSTRAINT confirmations_proposer FOREIGN KEY (proposed_by) REFERENCES accounts (account_id);
ALTER TABLE confirmations ADD CONSTRAINT confirmations_decider FOREIGN KEY (decided_by) REFERENCES accounts (account_id);
CREATE INDEX confirmations_waiting ON confirmations (account_id) WHERE state = 'waiting';
ALTER TABLE second_factors ADD CONSTRAINT second_factors_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE recovery_codes ADD CONSTRAINT recovery_codes_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE half_sign_ins ADD CONSTRAINT half_sign_ins_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
