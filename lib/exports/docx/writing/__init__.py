"""What papers are written of: paragraphs, tables, styles, sections."""
