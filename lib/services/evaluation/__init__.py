"""Evaluation of units: assessed by the unit, proposed by the Office, concluded by a leader."""
