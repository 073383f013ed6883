"""Files that back items and nominations: taken in, kept, looked at, used again."""
