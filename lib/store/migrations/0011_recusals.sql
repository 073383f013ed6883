-- Who of the council did not vote on a case, and why: a list as lib/domain/recusals.py has it; NULL
-- as long as nobody has been recused on record (decision 0033).
ALTER TABLE council_votes ADD COLUMN recusals JSON;
