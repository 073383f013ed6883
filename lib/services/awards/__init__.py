"""What becomes of nominations: council meetings, decisions, exemplars."""
