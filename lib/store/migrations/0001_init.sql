-- Portable: runs unchanged on DuckDB 2.0 and PostgreSQL 15. No foreign keys and no secondary
-- indexes here (they block ALTER TABLE and abort updates on DuckDB); PostgreSQL gets its own in
-- 0001_init.pg.sql. Instants are TIMESTAMPTZ, days are calendar days in Asia/Ho_Chi_Minh.

CREATE TABLE settings (
    name VARCHAR PRIMARY KEY,
    body VARCHAR NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE health_checks (
    check_id INTEGER PRIMARY KEY,
    checked_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE agency (
    agency_id INTEGER PRIMARY KEY CHECK (agency_id = 1),
    name VARCHAR NOT NULL,
    superior VARCHAR NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE units (
    unit_id UUID PRIMARY KEY,
    code VARCHAR NOT NULL UNIQUE,
    unit_type VARCHAR NOT NULL
        CHECK (unit_type IN ('lanh_dao', 'van_phong', 'thanh_tra', 'phong', 'don_vi_truc_thuoc')),
    sort_order INTEGER NOT NULL,
    is_office BOOLEAN NOT NULL DEFAULT FALSE,
    own_seal BOOLEAN,
    headcount INTEGER CHECK (headcount IS NULL OR headcount > 0),
    closed_on DATE,
    version INTEGER NOT NULL DEFAULT 1
);

-- A unit's names, each from a day on; the latest day not after the day asked for is in force.
CREATE TABLE unit_names (
    unit_id UUID NOT NULL,
    valid_from DATE NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    search_key VARCHAR NOT NULL,
    PRIMARY KEY (unit_id, valid_from)
);

CREATE TABLE accounts (
    account_id UUID PRIMARY KEY,
    username VARCHAR NOT NULL UNIQUE,
    full_name VARCHAR NOT NULL,
    given_name VARCHAR NOT NULL,
    search_key VARCHAR NOT NULL,
    unit_id UUID NOT NULL,
    -- Role codes in alphabetical order between commas: ",admin,staff,".
    roles VARCHAR NOT NULL,
    password_hash VARCHAR NOT NULL,
    password_set_at TIMESTAMPTZ NOT NULL,
    password_expires_at TIMESTAMPTZ,
    must_change BOOLEAN NOT NULL,
    is_open BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE sessions (
    session_id UUID PRIMARY KEY,
    account_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    ticket_hash VARCHAR,
    cookie_hash VARCHAR,
    ended_at TIMESTAMPTZ
);

-- Failed sign-ins, by "name:<user name>" and by "address:<ip>".
CREATE TABLE sign_in_attempts (
    subject VARCHAR PRIMARY KEY,
    failures INTEGER NOT NULL,
    wait_until TIMESTAMPTZ NOT NULL,
    tried_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE campaigns (
    campaign_id UUID PRIMARY KEY,
    code VARCHAR NOT NULL UNIQUE,
    title VARCHAR NOT NULL,
    short_title VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('preparing', 'running', 'closed')),
    anchor VARCHAR NOT NULL,
    dates_moved BOOLEAN NOT NULL,
    preface JSON NOT NULL,
    errata JSON NOT NULL,
    details JSON NOT NULL,
    source_sha256 VARCHAR NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL DEFAULT 1,
    revised_at TIMESTAMPTZ NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE milestones (
    campaign_id UUID NOT NULL,
    milestone_key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    due_on DATE NOT NULL,
    offset_days INTEGER,
    basis VARCHAR NOT NULL,
    is_suggested BOOLEAN NOT NULL,
    sort_order INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, milestone_key)
);

CREATE TABLE content_groups (
    campaign_id UUID NOT NULL,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    short_title VARCHAR NOT NULL,
    plan_text VARCHAR NOT NULL,
    erratum VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, code)
);

-- Published versions never change; answers keep the version they used.
CREATE TABLE form_versions (
    form_key VARCHAR NOT NULL,
    form_version INTEGER NOT NULL,
    body JSON NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (form_key, form_version)
);

CREATE TABLE tasks (
    task_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    code VARCHAR NOT NULL,
    group_code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    short_title VARCHAR NOT NULL,
    guidance VARCHAR NOT NULL,
    evidence_hint VARCHAR NOT NULL,
    privacy_note VARCHAR NOT NULL,
    milestone_key VARCHAR NOT NULL,
    offset_days INTEGER NOT NULL,
    due_on DATE NOT NULL,
    due_source VARCHAR NOT NULL CHECK (due_source IN ('suggested', 'confirmed')),
    -- Unit types in alphabetical order between commas.
    applies_to VARCHAR NOT NULL,
    is_mandatory BOOLEAN NOT NULL,
    nil_allowed BOOLEAN NOT NULL,
    form_key VARCHAR NOT NULL,
    form_version INTEGER NOT NULL,
    sort_order INTEGER NOT NULL,
    is_retired BOOLEAN NOT NULL DEFAULT FALSE,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (campaign_id, code)
);

-- The numeric parts of the tasks' forms, so that SQL can add up what the answers hold.
CREATE TABLE indicators (
    task_id UUID NOT NULL,
    part_key VARCHAR NOT NULL,
    field_key VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    unit_label VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    PRIMARY KEY (task_id, part_key)
);

CREATE TABLE items (
    unit_id UUID NOT NULL,
    task_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    work_status VARCHAR NOT NULL
        CHECK (work_status IN ('not_started', 'in_progress', 'done', 'nil')),
    verification VARCHAR NOT NULL
        CHECK (verification IN ('not_sent', 'sent', 'received', 'verified', 'returned')),
    answers JSON NOT NULL,
    form_version INTEGER NOT NULL,
    due_on DATE NOT NULL,
    first_complete_on DATE,
    lower_reason VARCHAR,
    return_reason VARCHAR,
    saved_by UUID,
    saved_at TIMESTAMPTZ,
    sent_by UUID,
    sent_at TIMESTAMPTZ,
    updated_by UUID,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (unit_id, task_id)
);

CREATE TABLE item_history (
    unit_id UUID NOT NULL,
    task_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    work_status VARCHAR NOT NULL,
    verification VARCHAR NOT NULL,
    answers JSON NOT NULL,
    form_version INTEGER NOT NULL,
    due_on DATE NOT NULL,
    first_complete_on DATE,
    note VARCHAR,
    done_by UUID,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (unit_id, task_id, version)
);

-- One row per account and item, seen by that account alone; no history.
CREATE TABLE drafts (
    account_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    task_id UUID NOT NULL,
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, unit_id, task_id)
);

-- The key is the act's idempotency key: the same act cannot be recorded twice.
CREATE TABLE audit_events (
    act_id UUID PRIMARY KEY,
    happened_at TIMESTAMPTZ NOT NULL,
    happened_on DATE NOT NULL,
    account_id UUID,
    actor_name VARCHAR NOT NULL,
    address VARCHAR,
    event VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    campaign_id UUID,
    revision BIGINT,
    detail JSON NOT NULL
);
