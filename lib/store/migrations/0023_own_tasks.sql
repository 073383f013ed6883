-- Tasks that units set themselves, and how they go about those of the Office (decision 0051).
CREATE TABLE unit_tasks (
    unit_task_id UUID PRIMARY KEY,
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    group_code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    due_on DATE,
    person_id UUID,
    state VARCHAR NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    -- Who ticked or dropped it, and when; NULL while it is open.
    stepped_by UUID,
    stepped_at TIMESTAMPTZ,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE unit_plans (
    campaign_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    task_id UUID NOT NULL,
    due_on DATE,
    person_id UUID,
    updated_by UUID NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (unit_id, task_id)
);
