-- Whom the units nominate: one list per unit, linked to an account where there is one. Nominations
-- know their nominee by it (decision 0029); nobody is ever taken off it.
CREATE TABLE persons (
    person_id UUID PRIMARY KEY,
    unit_id UUID NOT NULL,
    full_name VARCHAR NOT NULL,
    given_name VARCHAR NOT NULL,
    -- The name whatever its case and blanks; with its accents, which tell people apart.
    list_key VARCHAR NOT NULL,
    account_id UUID,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (unit_id, list_key)
);

ALTER TABLE nominations ADD COLUMN person_id UUID;

INSERT INTO persons (
    person_id, unit_id, full_name, given_name, list_key, account_id, created_by, created_at
)
SELECT gen_random_uuid(), nominees.unit_id, nominees.full_name,
    split_part(nominees.full_name, ' ', -1), nominees.list_key, known.account_id, CAST(nominees.created_by AS UUID), nominees.created_at
FROM (
    SELECT unit_id, min(name) AS full_name, lower(name COLLATE vi) AS list_key,
        min(CAST(drafted_by AS VARCHAR)) AS created_by, min(drafted_at) AS created_at
    FROM nominations
    WHERE subject = 'individual'
    GROUP BY unit_id, lower(name COLLATE vi)
) AS nominees
LEFT JOIN (
    SELECT unit_id, lower(full_name COLLATE vi) AS list_key, min(CAST(account_id AS VARCHAR)) AS account_id
    FROM accounts
    GROUP BY unit_id, lower(full_name COLLATE vi)
    HAVING count(*) = 1
) AS named ON named.unit_id = nominees.unit_id AND named.list_key = nominees.list_key
LEFT JOIN accounts AS known ON CAST(known.account_id AS VARCHAR) = named.account_id;

UPDATE nominations
SET person_id = persons.person_id
FROM persons
WHERE nominations.subject = 'individual'
    AND persons.unit_id = nominations.unit_id
    AND persons.list_key = lower(nominations.name COLLATE vi);
