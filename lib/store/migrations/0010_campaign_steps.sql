-- How a campaign began, ended and was opened again; nothing is ever deleted. A reopening is asked
-- for by one person and confirmed by another: it waits while the last step is that of asking.
CREATE TABLE campaign_steps (
    campaign_id UUID NOT NULL,
    step_no INTEGER NOT NULL CHECK (step_no > 0),
    step VARCHAR NOT NULL
        CHECK (step IN ('start', 'close', 'ask_reopen', 'reopen', 'drop_reopen')),
    state VARCHAR NOT NULL CHECK (state IN ('preparing', 'running', 'closed')),
    note VARCHAR,
    -- In which role a reopening was asked for.
    side VARCHAR CHECK (side IN ('office', 'leader')),
    -- What was still open then, by kind.
    points JSON NOT NULL,
    revision BIGINT NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (campaign_id, step_no)
);
