-- Browsers that have signed in to an account: their long-lived cookie stands here as a hash. One
-- browser has one device_id and one cookie, whichever accounts it knows.
CREATE TABLE known_devices (
    account_id UUID NOT NULL,
    device_id UUID NOT NULL,
    -- '' until the browser has been given its cookie.
    cookie_hash VARCHAR NOT NULL,
    browser VARCHAR NOT NULL,
    address VARCHAR,
    first_seen_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (account_id, device_id)
);

-- Who signed in when and where, for the person alone; the audit log has its own record.
CREATE TABLE sign_ins (
    sign_in_id UUID PRIMARY KEY,
    account_id UUID NOT NULL,
    device_id UUID NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    address VARCHAR,
    browser VARCHAR NOT NULL,
    is_strange BOOLEAN NOT NULL,
    confirmed_at TIMESTAMPTZ
);

ALTER TABLE sessions ADD COLUMN device_id UUID;
