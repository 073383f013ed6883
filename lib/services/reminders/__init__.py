"""Reminders: what is due told to those who do it, once a day, by whichever channel."""
