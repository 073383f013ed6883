"""What waits for a person, and the ways there."""
