-- What PostgreSQL has beyond the portable schema: references, indexes, the Vietnamese order.
CREATE COLLATION IF NOT EXISTS vi (provider = icu, locale = 'vi');
ALTER TABLE unit_names ADD CONSTRAINT unit_names_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE accounts ADD CONSTRAINT accounts_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE sessions ADD CONSTRAINT sessions_account FOREIGN KEY (account_id) REFERENCES accounts (account_id);
ALTER TABLE tasks ADD CONSTRAINT tasks_campaign FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id);
ALTER TABLE items ADD CONSTRAINT items_unit FOREIGN KEY (unit_id) REFERENCES units (unit_id);
ALTER TABLE items ADD CONSTRAINT items_task FOREIGN KEY (task_id) REFERENCES tasks (task_id);
CREATE INDEX sessions_cookie ON sessions (cookie_hash);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX items_by_campaign ON items (campaign_id, unit_id);
CREATE INDEX item_history_revision ON item_history (campaign_id, revision);
CREATE INDEX audit_events_day ON audit_events (happened_on);
