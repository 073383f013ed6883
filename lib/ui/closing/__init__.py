"""Closing and interim reports on screen."""
