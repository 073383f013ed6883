ALTER TABLE connections ADD CONSTRAINT connections_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE connections ADD CONSTRAINT connections_maker FOREIGN KEY (made_by) REFERENCES accounts (account_id);
ALTER TABLE connections ADD CONSTRAINT connections_revoker FOREIGN KEY (revoked_by) REFERENCES accounts (account_id);
ALTER TABLE connection_tables ADD CONSTRAINT connection_tables_connection FOREIGN KEY (connection_id) REFERENCES connections (connection_id);
CREATE INDEX connections_by_campaign ON connections (campaign_id, made_at);
