-- Keys by which programs read a campaign's tables. The key itself is stored nowhere.
CREATE TABLE connections (
    connection_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    name VARCHAR NOT NULL,
    -- SHA-256 of the key.
    secret_hash VARCHAR NOT NULL UNIQUE,
    -- The last day on which it reads.
    expires_on DATE NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    revoked_by UUID,
    revoked_at TIMESTAMPTZ
);

-- What each may read, and what was read: noted once a minute, told in the audit log once an hour.
CREATE TABLE connection_tables (
    connection_id UUID NOT NULL,
    table_key VARCHAR NOT NULL,
    requests BIGINT NOT NULL DEFAULT 0,
    rows_read BIGINT NOT NULL DEFAULT 0,
    used_at TIMESTAMPTZ,
    told_at TIMESTAMPTZ,
    -- As they were when the log was last told.
    requests_told BIGINT NOT NULL DEFAULT 0,
    rows_told BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (connection_id, table_key)
);
