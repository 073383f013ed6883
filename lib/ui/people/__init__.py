"""Accounts, units and first passwords."""
