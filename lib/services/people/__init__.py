"""Accounts, units, sessions, passwords, signing in."""
