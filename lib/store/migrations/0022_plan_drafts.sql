-- What the Office changes of a running campaign's plan before it holds: one draft per campaign, record
-- by record. A draft that was published or dropped keeps its rows under its number.
CREATE TABLE plan_drafts (
    campaign_id UUID PRIMARY KEY,
    draft_no INTEGER NOT NULL CHECK (draft_no > 0),
    -- Moves with every change, over all drafts of the campaign.
    version INTEGER NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE plan_draft_records (
    campaign_id UUID NOT NULL,
    draft_no INTEGER NOT NULL,
    part VARCHAR NOT NULL CHECK (
        part IN ('head', 'passage', 'milestone', 'group', 'task', 'award', 'rules')
    ),
    code VARCHAR NOT NULL,
    -- As in a campaign file; null for a record that is taken out.
    body JSON,
    version INTEGER NOT NULL,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (campaign_id, draft_no, part, code)
);

-- What a person has typed of a record and not yet saved.
CREATE TABLE plan_draft_typing (
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    part VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, campaign_id, part, code)
);
