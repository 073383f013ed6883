"""Tests of what the home page draws."""
