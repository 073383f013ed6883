-- What a unit answers to the questions that the Office has put into the form of its self-assessment, as JSON by their keys,
-- and the version of the form; NULL where it has saved nothing since there are such.
ALTER TABLE evaluations ADD COLUMN own_answers JSON;
ALTER TABLE evaluations ADD COLUMN own_form INTEGER;
