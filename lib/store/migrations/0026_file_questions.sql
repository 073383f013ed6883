-- Which question of its task's form a file answers; NULL for other evidence and for nominations.
ALTER TABLE evidence_uses ADD COLUMN question VARCHAR;

-- What an act made of that: the question, '' for none, NULL where the act left it as it was.
ALTER TABLE evidence_history ADD COLUMN question VARCHAR;
