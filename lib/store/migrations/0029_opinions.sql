-- Opinions and wishes (decision 0063). An anonymous one has no account, unit, instant or order: its
-- rows come a day's at once, from a transaction that no author takes part in.
CREATE TABLE opinions (
    opinion_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    form_version INTEGER NOT NULL,
    answers JSON NOT NULL,
    received_on DATE NOT NULL,
    -- Of a named one.
    account_id UUID,
    unit_id UUID,
    sent_at TIMESTAMPTZ,
    -- Of an anonymous one.
    code_hash VARCHAR UNIQUE,
    state VARCHAR NOT NULL CHECK (state IN ('received', 'answered', 'forwarded', 'closed')),
    label VARCHAR NOT NULL DEFAULT '',
    answer VARCHAR NOT NULL DEFAULT '',
    public_about VARCHAR NOT NULL DEFAULT '',
    answered_on DATE,
    forwarded_to VARCHAR NOT NULL DEFAULT '',
    forwarded_on DATE,
    closed_reason VARCHAR NOT NULL DEFAULT '',
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (
        (code_hash IS NULL AND account_id IS NOT NULL AND unit_id IS NOT NULL AND sent_at IS NOT NULL)
        OR (code_hash IS NOT NULL AND account_id IS NULL AND unit_id IS NULL AND sent_at IS NULL)
    )
);

-- What the Office has done with each, the whole of what it says afterwards in `body`.
CREATE TABLE opinion_history (
    opinion_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    step VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    body JSON NOT NULL,
    revision BIGINT NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (opinion_id, version)
);

-- The highest version is in force; without one the product's own rules hold.
CREATE TABLE opinion_rules (
    campaign_id UUID NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    takes_anonymous BOOLEAN NOT NULL,
    complaints_to VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (campaign_id, version)
);
