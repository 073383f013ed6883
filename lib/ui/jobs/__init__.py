"""Files that a person asked for."""
