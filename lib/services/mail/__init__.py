"""Letters as this installation sends them."""
