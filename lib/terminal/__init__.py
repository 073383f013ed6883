"""What manage.py does: each command a function that takes its arguments and prints."""
