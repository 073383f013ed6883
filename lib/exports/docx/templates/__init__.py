"""Our templates of papers."""
