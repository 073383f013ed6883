-- Which task of a campaign is the unit's own report at its end: one at most, and its file says which.
ALTER TABLE tasks ADD COLUMN is_unit_report BOOLEAN DEFAULT FALSE;

-- The figures of a unit as they were when its report was sent, for each version sent; the words of
-- the report stand in that version of its item. Nothing is ever changed or deleted.
CREATE TABLE unit_reports (
    unit_id UUID NOT NULL,
    task_id UUID NOT NULL,
    -- Of the item, as in item_history.
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    -- Where the campaign's audit log ended, that it was sent included.
    audit_head VARCHAR NOT NULL,
    figures JSON NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (unit_id, task_id, version)
);
