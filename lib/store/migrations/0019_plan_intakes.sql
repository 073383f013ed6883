-- Plans on their way to a campaign: the text of a file, what the Office said of its lines and of the
-- tasks that are made of it. Nothing is deleted; one that is dropped keeps its state.
CREATE TABLE plan_intakes (
    intake_id UUID PRIMARY KEY,
    file_name VARCHAR NOT NULL,
    file_kind VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('open', 'made', 'dropped')),
    -- As {"lines": [...], "warnings": [...]}.
    text JSON NOT NULL,
    -- Corrections by line: {"12": "heading"}.
    corrected JSON NOT NULL,
    -- What the campaign is to be called, and when it ends.
    head JSON NOT NULL,
    -- By the first line of an item, what was chosen other than proposed.
    chosen JSON NOT NULL,
    campaign_code VARCHAR,
    begun_by UUID NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
