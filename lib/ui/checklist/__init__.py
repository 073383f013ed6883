"""Items: the unit's checklist and the Office's list of what was sent."""
