-- What is said of each unit at a campaign's end. States and steps are those of
-- lib/domain/evaluations.py; nothing here is ever deleted but drafts.

CREATE TABLE evaluations (
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    state VARCHAR NOT NULL
        CHECK (state IN ('none', 'sent', 'returned', 'proposed', 'concluded', 'answered')),
    -- The unit's own, as last saved; sent_at is NULL while it is not before the Office.
    own_label VARCHAR,
    own_reason VARCHAR,
    own_by UUID,
    own_at TIMESTAMPTZ,
    sent_by UUID,
    sent_at TIMESTAMPTZ,
    proposed_label VARCHAR,
    proposed_reason VARCHAR,
    proposed_by UUID,
    proposed_at TIMESTAMPTZ,
    -- Whether that was somebody of the unit itself, as where the Office speaks of the Office.
    proposed_at_home BOOLEAN NOT NULL DEFAULT FALSE,
    -- What the rule said then.
    hint VARCHAR,
    concluded_label VARCHAR,
    concluded_reason VARCHAR,
    concluded_by UUID,
    concluded_at TIMESTAMPTZ,
    answer VARCHAR NOT NULL,
    answered_by UUID,
    answered_at TIMESTAMPTZ,
    return_reason VARCHAR,
    due_on DATE,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (campaign_id, unit_id)
);

-- Every change: what was done, why, and what each side had said afterwards.
CREATE TABLE evaluation_history (
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    version INTEGER NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    label VARCHAR,
    note VARCHAR,
    body JSON NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (campaign_id, unit_id, version)
);

-- What one person of the Office, or one leader, thinks of a unit before the step of that side.
CREATE TABLE evaluation_opinions (
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    side VARCHAR NOT NULL CHECK (side IN ('office', 'leader')),
    account_id UUID NOT NULL,
    label VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (campaign_id, unit_id, side, account_id)
);

-- One row per account and form of the evaluation; seen by that account alone, no history.
CREATE TABLE evaluation_drafts (
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    subject VARCHAR NOT NULL,
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, campaign_id, subject)
);

-- The labels and their conditions as the Office has changed them; until then those of the
-- campaign's file hold. The highest version is in force.
CREATE TABLE evaluation_rules (
    campaign_id UUID NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    labels JSON NOT NULL,
    revision BIGINT NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (campaign_id, version)
);
