"""What people are reminded of, and the Office's outbox."""
