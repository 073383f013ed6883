-- First hints that a person has put away; what is not here is still shown on the role's first page.
CREATE TABLE dismissed_hints (
    account_id UUID NOT NULL,
    hint VARCHAR NOT NULL,
    dismissed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, hint)
);
