"""Nominations: the unit's form and the Office's review."""
