-- What the histories lacked to tell how things stood at any revision (decision 0043).

-- Each time an item began or ceased to count; whether it does now stands in the item itself.
CREATE TABLE item_switches (
    unit_id UUID NOT NULL,
    task_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    is_active BOOLEAN NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (unit_id, task_id, revision)
);

-- The columns of nominations that their versions did not keep. Of versions before this one is told
-- what the nomination says now.
ALTER TABLE nomination_history ADD COLUMN form_key VARCHAR;
ALTER TABLE nomination_history ADD COLUMN name VARCHAR;
ALTER TABLE nomination_history ADD COLUMN name_key VARCHAR;
ALTER TABLE nomination_history ADD COLUMN search_key VARCHAR;
ALTER TABLE nomination_history ADD COLUMN sort_key VARCHAR;
ALTER TABLE nomination_history ADD COLUMN award_code VARCHAR;
ALTER TABLE nomination_history ADD COLUMN category VARCHAR;
ALTER TABLE nomination_history ADD COLUMN opinion VARCHAR;
ALTER TABLE nomination_history ADD COLUMN passed_over VARCHAR;
ALTER TABLE nomination_history ADD COLUMN return_reason VARCHAR;
ALTER TABLE nomination_history ADD COLUMN person_id UUID;

UPDATE nomination_history
SET form_key = nominations.form_key, name = nominations.name, name_key = nominations.name_key,
    search_key = nominations.search_key, sort_key = nominations.sort_key,
    award_code = nominations.award_code, category = nominations.category,
    opinion = nominations.opinion, passed_over = nominations.passed_over,
    return_reason = nominations.return_reason, person_id = nominations.person_id
FROM nominations
WHERE nominations.nomination_id = nomination_history.nomination_id;
