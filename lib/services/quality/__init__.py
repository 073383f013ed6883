"""The check of figures (“X-quang”): what looks wrong, and what the Office has seen of it."""
