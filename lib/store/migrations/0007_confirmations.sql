-- What one admin has asked for and a second person has to confirm. What waits lapses with the
-- version of the account that it was asked for.
CREATE TABLE confirmations (
    confirmation_id UUID PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('roles', 'reset', 'reopen', 'second_factor')),
    account_id UUID NOT NULL,
    account_version INTEGER NOT NULL,
    -- The whole set that the account is to have, as in accounts; NULL where roles stay.
    roles VARCHAR,
    proposed_by UUID NOT NULL,
    proposed_at TIMESTAMPTZ NOT NULL,
    state VARCHAR NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'confirmed', 'declined', 'withdrawn', 'replaced')),
    -- NULL while it waits, and for whoever confirms at the server's terminal.
    decided_by UUID,
    decided_at TIMESTAMPTZ
);

-- The second factor of an account: a key shared with an authenticator, sealed (decision 0031).
CREATE TABLE second_factors (
    account_id UUID PRIMARY KEY,
    sealed_key VARCHAR NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    -- NULL until a first code has shown that the authenticator has the key.
    confirmed_at TIMESTAMPTZ,
    -- The last 30 seconds, numbered since 1970, of which a code was taken: none is taken twice.
    last_step BIGINT NOT NULL DEFAULT 0
);

-- For who has lost the authenticator: each good once, kept as a hash.
CREATE TABLE recovery_codes (
    account_id UUID NOT NULL,
    code_hash VARCHAR NOT NULL,
    used_at TIMESTAMPTZ,
    PRIMARY KEY (account_id, code_hash)
);

-- Between the right password and the code: no session, no cookie, only a token of some minutes.
CREATE TABLE half_sign_ins (
    token_hash VARCHAR PRIMARY KEY,
    account_id UUID NOT NULL,
    account_version INTEGER NOT NULL,
    -- Wrong passwords before the right one, told with the sign-in.
    failures INTEGER NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);

-- When the session last showed its second factor.
ALTER TABLE sessions ADD COLUMN second_factor_at TIMESTAMPTZ;
