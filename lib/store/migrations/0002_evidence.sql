-- Evidence: files that back items and, later, nominations. The bytes lie on disk under their
-- SHA-256; nothing here is ever deleted.

CREATE TABLE evidence (
    evidence_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    title VARCHAR NOT NULL,
    effective_on DATE NOT NULL,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

-- What was uploaded, each time anew; the highest number is in force.
CREATE TABLE evidence_revisions (
    evidence_id UUID NOT NULL,
    revision_no INTEGER NOT NULL CHECK (revision_no > 0),
    sha256 VARCHAR NOT NULL,
    size_bytes BIGINT NOT NULL CHECK (size_bytes > 0),
    media_type VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    uploaded_by UUID NOT NULL,
    uploaded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (evidence_id, revision_no)
);

-- What an evidence backs: an item (unit and task), or a nomination.
CREATE TABLE evidence_uses (
    use_id UUID PRIMARY KEY,
    evidence_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    task_id UUID,
    nomination_id UUID,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    added_by UUID NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    removed_by UUID,
    removed_at TIMESTAMPTZ,
    CHECK ((task_id IS NULL) <> (nomination_id IS NULL)),
    UNIQUE (evidence_id, task_id),
    UNIQUE (evidence_id, nomination_id)
);

-- Every act on the evidence of an item or a nomination; told in their history.
CREATE TABLE evidence_history (
    entry_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    evidence_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    task_id UUID,
    nomination_id UUID,
    act VARCHAR NOT NULL
        CHECK (act IN ('add', 'revise', 'rename', 'remove', 'restore', 'reuse')),
    title VARCHAR NOT NULL,
    effective_on DATE NOT NULL,
    revision_no INTEGER NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL
);
