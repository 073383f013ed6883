"""Items: reporting, sending, receiving, verifying, returning."""
