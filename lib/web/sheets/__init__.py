"""Pages for paper: A4, black on white, tables with their heads on every page."""
