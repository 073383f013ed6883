-- Documents that the Office publishes for units, or a unit for its own people, and who has them.
-- States and steps are those of lib/domain/documents.py.

CREATE TABLE documents (
    document_id UUID NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL,
    -- Whose it is: the unit of whoever published it.
    unit_id UUID NOT NULL,
    is_own BOOLEAN NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
    -- The version in force, and the oldest one whose acknowledgement counts; 0 before the first.
    current_no INTEGER NOT NULL CHECK (current_no >= 0),
    asked_no INTEGER NOT NULL CHECK (asked_no BETWEEN 0 AND current_no),
    reason VARCHAR NOT NULL,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE document_history (
    document_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    current_no INTEGER NOT NULL,
    asked_no INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (document_id, version)
);

-- What is being prepared, one row for a document at most; it becomes a version, or is dropped.
CREATE TABLE document_workings (
    document_id UUID NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL,
    form_version INTEGER NOT NULL,
    answers JSON NOT NULL,
    sha256 VARCHAR,
    file_name VARCHAR,
    media_type VARCHAR,
    size_bytes BIGINT,
    words_key VARCHAR NOT NULL,
    file_key VARCHAR NOT NULL,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL
);

-- As published. Rows are only ever added: a correction is the next version.
CREATE TABLE document_versions (
    document_id UUID NOT NULL,
    version_no INTEGER NOT NULL CHECK (version_no > 0),
    campaign_id UUID NOT NULL,
    form_version INTEGER NOT NULL,
    answers JSON NOT NULL,
    sha256 VARCHAR,
    file_name VARCHAR,
    media_type VARCHAR,
    size_bytes BIGINT,
    -- What was to be read: the file's checksum, else one of words and links.
    fingerprint VARCHAR NOT NULL,
    -- Searched, without accents: number, issuer and abstract; the text of the file.
    words_key VARCHAR NOT NULL,
    file_key VARCHAR NOT NULL,
    published_by UUID NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (document_id, version_no)
);

-- To whom a version goes: 'all', 'type:<type of unit>' or 'unit:<key of a unit>'.
CREATE TABLE document_addressees (
    document_id UUID NOT NULL,
    version_no INTEGER NOT NULL,
    addressee VARCHAR NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (document_id, version_no, addressee)
);

CREATE TABLE acknowledgements (
    document_id UUID NOT NULL,
    version_no INTEGER NOT NULL,
    unit_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    fingerprint VARCHAR NOT NULL,
    answers JSON NOT NULL,
    told_count INTEGER NOT NULL CHECK (told_count >= 0),
    given_by UUID NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (document_id, version_no, unit_id)
);

CREATE TABLE acknowledgement_history (
    document_id UUID NOT NULL,
    version_no INTEGER NOT NULL,
    unit_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    fingerprint VARCHAR NOT NULL,
    answers JSON NOT NULL,
    told_count INTEGER NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (document_id, version_no, unit_id, version)
);

-- Who of a unit has read which version of a document of the unit's own.
CREATE TABLE document_readings (
    document_id UUID NOT NULL,
    version_no INTEGER NOT NULL,
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    fingerprint VARCHAR NOT NULL,
    read_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (document_id, version_no, account_id)
);

-- What a person has typed into a form and not yet saved; seen by that account alone, no history.
CREATE TABLE document_drafts (
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    subject VARCHAR NOT NULL,
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, campaign_id, subject)
);
