"""Closing and interim reports: composed of one revision, written, held fast and signed."""
