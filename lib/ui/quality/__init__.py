"""The check of figures (“X-quang”)."""
