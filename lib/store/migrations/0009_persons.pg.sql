ALTER TABLE persons ADD CONSTRAINT persons_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE persons ADD CONSTRAINT persons_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE persons ADD CONSTRAINT persons_creator FOREIGN KEY (created_by) REFERENCES accounts (account_id);
ALTER TABLE nominations ADD CONSTRAINT nominations_person FOREIGN KEY (person_id) REFERENCES persons (person_id);
