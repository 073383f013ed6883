"""Opinions and wishes of staff, named or anonymous, and what the Office makes of them."""
