-- Whether a task goes beyond the plan's own words, as milestones and due days say of themselves.
ALTER TABLE tasks ADD COLUMN is_suggested BOOLEAN DEFAULT FALSE;
