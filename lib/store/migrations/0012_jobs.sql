-- Files that people asked for, made beside everybody's work. The file itself, and what it is made
-- of, lie in the data folder under the job's key.
CREATE TABLE jobs (
    job_id UUID PRIMARY KEY,
    account_id UUID NOT NULL,
    kind VARCHAR NOT NULL,
    campaign_id UUID NOT NULL,
    -- The unit that the right is needed for; NULL where it is one for any unit.
    unit_id UUID,
    parameters JSON NOT NULL,
    -- The campaign's, at which everything in the file was read.
    revision BIGINT NOT NULL,
    state VARCHAR NOT NULL
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'lapsed')),
    -- How often it was begun: once more after the server stopped in the middle of it.
    tries INTEGER NOT NULL DEFAULT 0,
    steps_done INTEGER NOT NULL DEFAULT 0,
    steps_total INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    size_bytes BIGINT,
    sha256 VARCHAR,
    failure VARCHAR CHECK (failure IN ('broken', 'stalled', 'stopped', 'full', 'lost')),
    -- Under which the log tells of the failure.
    error_no VARCHAR,
    asked_at TIMESTAMPTZ NOT NULL,
    begun_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ
);
