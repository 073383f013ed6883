-- Each event of the audit log has its place in a chain: one per campaign and one for the
-- installation (lib/domain/audit_chain.py). Events of before are put into theirs by the program.
ALTER TABLE audit_events ADD COLUMN number BIGINT;
-- Ids of the records that the event is about, with blanks around each.
ALTER TABLE audit_events ADD COLUMN about VARCHAR;
-- Salts, or digests once what they hide has been erased: who acted, and from where.
ALTER TABLE audit_events ADD COLUMN who VARCHAR;
ALTER TABLE audit_events ADD COLUMN place VARCHAR;
ALTER TABLE audit_events ADD COLUMN hash VARCHAR;

-- Where each campaign's chain ends; the row is the queue of the campaign's writers.
ALTER TABLE campaigns ADD COLUMN audit_number BIGINT DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN audit_hash VARCHAR DEFAULT '';

CREATE TABLE installation_chain (
    chain VARCHAR PRIMARY KEY,
    number BIGINT NOT NULL,
    hash VARCHAR NOT NULL
);
