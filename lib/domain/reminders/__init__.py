"""What reminders say, to whom and on which days."""
