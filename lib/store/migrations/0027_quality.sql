-- What the Office has seen and accepted among the findings on reports (decision 0064). Each step is
-- a row, the latest is in force, and nothing is changed or deleted.
CREATE TABLE quality_reviews (
    campaign_id UUID NOT NULL,
    -- Of the rule, what the finding is about and the facts: other facts are another finding.
    fingerprint VARCHAR NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    step VARCHAR NOT NULL CHECK (step IN ('accept', 'withdraw')),
    rule VARCHAR NOT NULL,
    unit_id UUID NOT NULL,
    -- NULL for a finding on the unit as a whole.
    task_id UUID,
    -- What was found, in the words that were seen.
    sentence VARCHAR NOT NULL,
    reason VARCHAR,
    done_by UUID NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, fingerprint, version),
    CHECK (step <> 'accept' OR reason IS NOT NULL)
);
