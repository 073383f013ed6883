"""The campaign builder: records of a plan's draft, what it lacks, what it would change."""
