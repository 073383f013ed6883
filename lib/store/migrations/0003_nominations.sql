-- Nominations and what becomes of them: council meetings, decisions, exemplars, paper templates.
-- States and steps are those of lib/domain/nomination_workflow.py; nothing here is ever deleted.

CREATE TABLE nominations (
    nomination_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    subject VARCHAR NOT NULL CHECK (subject IN ('collective', 'individual')),
    state VARCHAR NOT NULL,
    form_key VARCHAR NOT NULL,
    form_version INTEGER NOT NULL,
    answers JSON NOT NULL,
    -- Taken from the answers on each save, for lists and for the search of doubles.
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    search_key VARCHAR NOT NULL,
    sort_key VARCHAR NOT NULL,
    award_code VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    -- What the Office gave when it checked: its opinion, and why it passed over warnings.
    opinion VARCHAR,
    passed_over VARCHAR,
    return_reason VARCHAR,
    due_on DATE,
    meeting_id UUID,
    decision_id UUID,
    drafted_by UUID NOT NULL,
    drafted_at TIMESTAMPTZ NOT NULL,
    sent_by UUID,
    sent_at TIMESTAMPTZ,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE nomination_history (
    nomination_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    answers JSON NOT NULL,
    form_version INTEGER NOT NULL,
    note VARCHAR,
    due_on DATE,
    meeting_id UUID,
    decision_id UUID,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (nomination_id, version)
);

-- One row per account and nomination, begun before the nomination itself is saved; no history.
CREATE TABLE nomination_drafts (
    account_id UUID NOT NULL,
    nomination_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    subject VARCHAR NOT NULL CHECK (subject IN ('collective', 'individual')),
    answers JSON NOT NULL,
    seen_version INTEGER NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, nomination_id)
);

-- Which part of a nomination's dossier a file is; NULL for the evidence of items.
ALTER TABLE evidence_uses ADD COLUMN part VARCHAR;

CREATE TABLE council_meetings (
    meeting_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    title VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('open', 'closed')),
    held_on DATE NOT NULL,
    began_at VARCHAR NOT NULL,
    ended_at VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    ballot VARCHAR NOT NULL CHECK (ballot IN ('hands', 'secret')),
    -- Settings of this meeting, begun from the campaign's: a fraction as "2/3", a percentage or
    -- NULL while the Office has not entered it, and the base that it is taken of.
    quorum VARCHAR NOT NULL,
    pass_percent VARCHAR,
    pass_base VARCHAR NOT NULL CHECK (pass_base IN ('present', 'all')),
    legal_basis VARCHAR NOT NULL,
    discussion VARCHAR NOT NULL,
    conclusion VARCHAR NOT NULL,
    closed_by UUID,
    closed_at TIMESTAMPTZ,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE council_members (
    meeting_id UUID NOT NULL,
    member_no INTEGER NOT NULL,
    full_name VARCHAR NOT NULL,
    position VARCHAR NOT NULL,
    council_role VARCHAR NOT NULL CHECK (council_role IN ('chair', 'vice', 'member', 'secretary')),
    account_id UUID,
    is_present BOOLEAN NOT NULL,
    written_opinion VARCHAR NOT NULL,
    PRIMARY KEY (meeting_id, member_no)
);

-- The nominations put before a meeting, with the counted result of each vote.
CREATE TABLE council_votes (
    meeting_id UUID NOT NULL,
    nomination_id UUID NOT NULL,
    sort_order INTEGER NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    issued INTEGER,
    returned INTEGER,
    valid INTEGER,
    votes_for INTEGER,
    votes_against INTEGER,
    votes_none INTEGER,
    conclusion VARCHAR NOT NULL,
    entered_by UUID,
    entered_at TIMESTAMPTZ,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (meeting_id, nomination_id)
);

-- Every change of a meeting: what was done, why, and the whole meeting afterwards.
CREATE TABLE council_history (
    meeting_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    note VARCHAR,
    body JSON NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (meeting_id, version)
);

CREATE TABLE decisions (
    decision_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('agency', 'province')),
    award_code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('prepared', 'released', 'rescinded')),
    number VARCHAR,
    signed_on DATE,
    signer VARCHAR,
    signer_position VARCHAR,
    rescind_reason VARCHAR,
    released_by UUID,
    released_at TIMESTAMPTZ,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE decision_history (
    decision_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    note VARCHAR,
    body JSON NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (decision_id, version)
);

-- What the honour board tells: of a nomination that was awarded, or of a unit's own proposal.
CREATE TABLE exemplars (
    exemplar_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    nomination_id UUID UNIQUE,
    subject VARCHAR NOT NULL CHECK (subject IN ('collective', 'individual')),
    state VARCHAR NOT NULL CHECK (state IN ('draft', 'sent', 'published', 'withdrawn')),
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    headline VARCHAR NOT NULL,
    story VARCHAR NOT NULL,
    photo_evidence_id UUID,
    -- The very picture that was chosen: what a unit uploads later must not appear by itself.
    photo_revision_no INTEGER,
    -- Who agreed to be shown, when and how ("bản ký ngày …"); without it nothing is published.
    consent VARCHAR NOT NULL,
    consent_on DATE,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE exemplar_history (
    exemplar_id UUID NOT NULL,
    version INTEGER NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    note VARCHAR,
    body JSON NOT NULL,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    done_on DATE NOT NULL,
    PRIMARY KEY (exemplar_id, version)
);

-- Templates that the Office put in the place of ours; the highest number is in force, and one
-- without a checksum puts ours back.
CREATE TABLE document_templates (
    paper VARCHAR NOT NULL,
    template_no INTEGER NOT NULL CHECK (template_no > 0),
    sha256 VARCHAR,
    size_bytes BIGINT,
    file_name VARCHAR NOT NULL,
    uploaded_by UUID NOT NULL,
    uploaded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (paper, template_no)
);
