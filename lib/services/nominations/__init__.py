"""Nominations: drafted, sent, checked, moved by the table of steps."""
