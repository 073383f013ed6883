-- Workbooks of units and accounts that were written: what each row made or changed, so that the last
-- one can be taken back.
CREATE TABLE imports (
    import_id UUID PRIMARY KEY,
    subject VARCHAR NOT NULL CHECK (subject IN ('units', 'people')),
    file_name VARCHAR NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    imported_by UUID NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL,
    undone_by UUID,
    undone_at TIMESTAMPTZ
);

CREATE TABLE import_rows (
    import_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    row_number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    -- What it was before, as JSON; nothing for what the row added.
    was VARCHAR,
    -- The record's after the import, and after it was taken back.
    version INTEGER NOT NULL,
    undone_version INTEGER,
    PRIMARY KEY (import_id, subject_id)
);
