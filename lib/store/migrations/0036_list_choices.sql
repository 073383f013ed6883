-- How a person wants lists drawn, as JSON; '' while nothing was chosen.
ALTER TABLE accounts ADD COLUMN list_choices VARCHAR DEFAULT '';
