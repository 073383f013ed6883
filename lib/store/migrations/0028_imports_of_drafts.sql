-- Workbooks of a plan's tasks can be taken back like those of units and accounts: an import belongs to a draft, and a row
-- to a record that may have no id. Which subjects there are is checked by the program alone, since a check of a
-- table cannot be changed on DuckDB.
ALTER TABLE import_rows RENAME TO import_rows_before;
ALTER TABLE imports RENAME TO imports_before;

CREATE TABLE imports (
    import_id UUID PRIMARY KEY,
    subject VARCHAR NOT NULL,
    -- Of a plan's draft: whose, and which one; nothing of what an installation has once.
    campaign_id UUID,
    draft_no INTEGER,
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
    -- A unit's or an account's id, a task's code.
    record VARCHAR NOT NULL,
    row_number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    -- What it was before, as JSON; nothing for what the row added.
    was VARCHAR,
    -- The record's after the import, and after it was taken back.
    version INTEGER NOT NULL,
    undone_version INTEGER,
    PRIMARY KEY (import_id, record)
);

INSERT INTO imports (
    import_id, subject, file_name, added, changed, imported_by, imported_at, undone_by, undone_at
)
SELECT import_id, subject, file_name, added, changed, imported_by, imported_at, undone_by, undone_at
FROM imports_before;

INSERT INTO import_rows (import_id, record, row_number, name, was, version, undone_version)
SELECT import_id, CAST(subject_id AS VARCHAR), row_number, name, was, version, undone_version
FROM import_rows_before;

DROP TABLE import_rows_before;
DROP TABLE imports_before;
