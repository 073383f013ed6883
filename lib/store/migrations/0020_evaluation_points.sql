-- Points under the criteria of a campaign that gives them (decision 0047): a list as
-- lib/store/evaluation_points.py has it; NULL where nobody has given any.
ALTER TABLE evaluations ADD COLUMN own_points JSON;
ALTER TABLE evaluations ADD COLUMN proposed_points JSON;
ALTER TABLE evaluations ADD COLUMN concluded_points JSON;
-- What the tie rule looks at, as it was at the conclusion.
ALTER TABLE evaluations ADD COLUMN tie_figures JSON;
ALTER TABLE evaluation_opinions ADD COLUMN points JSON;
