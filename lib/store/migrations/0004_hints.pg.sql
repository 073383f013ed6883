ALTER TABLE dismissed_hints ADD CONSTRAINT dismissed_hints_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
