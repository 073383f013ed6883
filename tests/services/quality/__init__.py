"""The check of figures."""
