"""Everything behind the pages, one package per layer."""
