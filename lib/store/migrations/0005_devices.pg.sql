ALTER TABLE known_devices ADD CONSTRAINT known_devices_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
CREATE INDEX known_devices_by_cookie ON known_devices (cookie_hash);
CREATE INDEX known_devices_by_device ON known_devices (device_id);
CREATE INDEX sign_ins_by_account ON sign_ins (account_id, happened_at);
