"""Keys by which programs read tables: made and revoked by the Office, and what they open."""
