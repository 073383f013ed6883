"""Opinions and wishes: sending, codes, public answers, and the Office's desk."""
