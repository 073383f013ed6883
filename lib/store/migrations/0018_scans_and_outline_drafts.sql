-- The signed paper of a report as the Office scanned it. One put in the place of another is a new row:
-- nothing is deleted.
CREATE TABLE closing_report_scans (
    report_id UUID NOT NULL,
    scan_no INTEGER NOT NULL CHECK (scan_no > 0),
    sha256 VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    size_bytes BIGINT NOT NULL,
    pages INTEGER NOT NULL CHECK (pages > 0),
    -- Why it took the place of the one before.
    reason VARCHAR,
    revision BIGINT NOT NULL,
    uploaded_by UUID NOT NULL,
    uploaded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (report_id, scan_no)
);

-- What a person has typed of a campaign's outline and not yet saved.
CREATE TABLE report_outline_drafts (
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, campaign_id)
);
