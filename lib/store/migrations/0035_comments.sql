-- What a unit and the Office ask each other about an item (decision 0067). Rows are only ever added.
CREATE TABLE item_comments (
    comment_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    task_id UUID NOT NULL,
    -- The comment that began the thread; of that one its own.
    thread_id UUID NOT NULL,
    step VARCHAR NOT NULL CHECK (step IN ('say', 'seen')),
    side VARCHAR NOT NULL CHECK (side IN ('unit', 'office')),
    body VARCHAR NOT NULL,
    -- Where the writer worked then.
    home_unit_id UUID NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    revision BIGINT NOT NULL,
    CHECK ((step = 'say') = (body <> ''))
);

-- What a person has typed into a form and not yet saved; seen by that account alone, no history.
CREATE TABLE comment_drafts (
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    subject VARCHAR NOT NULL,
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, campaign_id, subject)
);

-- Whether a comment waits for the unit, for the Office: worked out of item_comments by each act
-- there, so that lists of items need no further statement. NULL where nobody has said anything.
ALTER TABLE items ADD COLUMN waits_unit BOOLEAN;
ALTER TABLE items ADD COLUMN waits_office BOOLEAN;
