-- Closing and interim reports. Most of a report is made of data whenever it is looked at; stored is
-- what people write: parts that the Office types, and sentences changed by hand.
CREATE TABLE closing_reports (
    report_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('closing', 'interim')),
    state VARCHAR NOT NULL CHECK (state IN ('draft', 'ready', 'signed')),
    version INTEGER NOT NULL CHECK (version > 0),
    -- From ready on: the campaign's revision, where its log ended, the day of the figures, all that
    -- the paper tells, and the checksum of the file with everything it was counted of.
    revision BIGINT,
    audit_head VARCHAR,
    figures_on DATE,
    frozen VARCHAR,
    frozen_sha256 VARCHAR,
    sha256 VARCHAR,
    -- Of a signed one.
    number VARCHAR,
    signed_on DATE,
    signer VARCHAR,
    signer_position VARCHAR,
    begun_by UUID NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    begun_on DATE NOT NULL
);

-- The newest version of each part that somebody has written; spans are the figures bound in it.
CREATE TABLE closing_report_parts (
    report_id UUID NOT NULL,
    part_key VARCHAR NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    words VARCHAR NOT NULL,
    spans JSON NOT NULL,
    -- A sentence that was given back to the data.
    is_dropped BOOLEAN NOT NULL,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (report_id, part_key)
);

-- Every version of every part; nothing is ever deleted.
CREATE TABLE closing_report_versions (
    report_id UUID NOT NULL,
    part_key VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    spans JSON NOT NULL,
    is_dropped BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (report_id, part_key, version)
);

-- What a person has typed of a part and not yet saved.
CREATE TABLE closing_report_drafts (
    account_id UUID NOT NULL,
    report_id UUID NOT NULL,
    part_key VARCHAR NOT NULL,
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, report_id, part_key)
);

CREATE TABLE closing_report_steps (
    report_id UUID NOT NULL,
    step_no INTEGER NOT NULL CHECK (step_no > 0),
    step VARCHAR NOT NULL CHECK (step IN ('begin', 'ready', 'resume', 'sign')),
    state VARCHAR NOT NULL CHECK (state IN ('draft', 'ready', 'signed')),
    note VARCHAR,
    revision BIGINT NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (report_id, step_no)
);

-- The outline of a campaign's reports, where the Office has changed it; every version stays.
CREATE TABLE report_outlines (
    campaign_id UUID NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    source VARCHAR NOT NULL,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (campaign_id, version)
);
