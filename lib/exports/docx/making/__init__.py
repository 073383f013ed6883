"""Papers made of an order, beside everybody's work."""
