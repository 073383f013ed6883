"""What waits for a person, whatever it is."""
