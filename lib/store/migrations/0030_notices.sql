-- Notices of false information: where and what, never who posted it.
CREATE TABLE notices (
    notice_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    unit_id UUID NOT NULL,
    form_version INTEGER NOT NULL,
    answers JSON NOT NULL,
    -- The screenshot; NULL without one.
    sha256 VARCHAR,
    file_name VARCHAR,
    size_bytes BIGINT,
    media_type VARCHAR,
    state VARCHAR NOT NULL CHECK (state IN ('received', 'forwarded', 'closed')),
    forwarded_to VARCHAR NOT NULL DEFAULT '',
    forwarded_on DATE,
    closed_reason VARCHAR NOT NULL DEFAULT '',
    sent_by UUID NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    received_on DATE NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (campaign_id, number)
);

CREATE TABLE notice_history (
    notice_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    step VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    forwarded_on DATE,
    revision BIGINT NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (notice_id, version)
);
