-- Where letters of the tool go; '' for nobody's.
ALTER TABLE accounts ADD COLUMN email VARCHAR DEFAULT '';
