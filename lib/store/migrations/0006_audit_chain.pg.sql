CREATE UNIQUE INDEX audit_events_campaign_number ON audit_events (campaign_id, number)
    WHERE campaign_id IS NOT NULL;
CREATE UNIQUE INDEX audit_events_installation_number ON audit_events (number)
    WHERE campaign_id IS NULL;
