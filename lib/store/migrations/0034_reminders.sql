-- Reminders (decision 0065): one digest a person and day, what became of it, and who sends.
CREATE TABLE reminder_digests (
    digest_id UUID PRIMARY KEY,
    -- Of the account and the day, so that one is never made twice.
    digest_key VARCHAR NOT NULL UNIQUE,
    account_id UUID NOT NULL,
    -- Of whom it was composed: who has another unit by now, or no such role, is not told of it.
    unit_id UUID NOT NULL,
    for_head BOOLEAN NOT NULL,
    day DATE NOT NULL,
    lines JSON NOT NULL,
    note VARCHAR NOT NULL DEFAULT '',
    state VARCHAR NOT NULL CHECK (state IN ('waiting', 'held', 'released', 'dropped')),
    -- Of dropped ones: what was told in the next day's, a campaign that ended before, a person who
    -- was gone from the unit or the role, a day that a wrong clock had composed ahead.
    dropped_for VARCHAR NOT NULL DEFAULT ''
        CHECK (dropped_for IN ('', 'merged', 'ended', 'gone', 'clock')),
    -- The letter, beside what the person finds in the tool. 'handing' stands while the last dot is
    -- under way: found after a crash, nobody knows whether it arrived.
    mail VARCHAR NOT NULL DEFAULT 'none'
        CHECK (mail IN ('none', 'waiting', 'handing', 'sent', 'doubtful', 'failed')),
    mail_to VARCHAR NOT NULL DEFAULT '',
    mail_told VARCHAR NOT NULL DEFAULT '',
    attempt UUID,
    tries INTEGER NOT NULL DEFAULT 0,
    tried_at TIMESTAMPTZ,
    composed_at TIMESTAMPTZ NOT NULL,
    released_at TIMESTAMPTZ,
    read_at TIMESTAMPTZ,
    version INTEGER NOT NULL DEFAULT 1
);

-- What the Office has done with one.
CREATE TABLE reminder_history (
    digest_id UUID NOT NULL,
    version INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    note VARCHAR NOT NULL DEFAULT '',
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (digest_id, version)
);

-- The days that were composed; rules' days after the one before are told in each.
CREATE TABLE reminder_days (
    day DATE PRIMARY KEY,
    after_day DATE NOT NULL,
    digests INTEGER NOT NULL,
    composed_at TIMESTAMPTZ NOT NULL
);

-- Of several servers the one that sends.
CREATE TABLE reminder_leases (
    name VARCHAR PRIMARY KEY,
    holder UUID NOT NULL,
    held_until TIMESTAMPTZ NOT NULL
);
