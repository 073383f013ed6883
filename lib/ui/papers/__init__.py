"""Packs of papers and their templates."""
