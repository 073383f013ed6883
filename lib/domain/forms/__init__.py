"""Forms as data: the kinds of field, what was typed, and the answers of a whole form."""
