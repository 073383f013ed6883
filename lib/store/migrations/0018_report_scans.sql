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
