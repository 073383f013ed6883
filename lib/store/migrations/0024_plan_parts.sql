-- A draft holds more parts of a plan: its words, legal bases, remarks on them, and their order. Which parts there are
-- is checked by the program alone, since a check of a table cannot be changed on DuckDB.
ALTER TABLE plan_draft_records RENAME TO plan_draft_records_before;

CREATE TABLE plan_draft_records (
    campaign_id UUID NOT NULL,
    draft_no INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    -- As in a campaign file; null for a record that is taken out.
    body JSON,
    version INTEGER NOT NULL,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (campaign_id, draft_no, part, code)
);

INSERT INTO plan_draft_records (
    campaign_id, draft_no, part, code, body, version, saved_by, saved_at
)
SELECT campaign_id, draft_no, part, code, body, version, saved_by, saved_at
FROM plan_draft_records_before;

DROP TABLE plan_draft_records_before;

-- What the file that a campaign was loaded from says for its readers alone, to stand in the file that is taken away.
CREATE TABLE campaign_comments (
    campaign_id UUID PRIMARY KEY,
    comments JSON NOT NULL
);
