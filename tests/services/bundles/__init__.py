"""Everything as one ZIP, and back again."""
