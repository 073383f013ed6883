"""Campaigns as they are loaded and read: the plan, its files, what is settled about awards."""
