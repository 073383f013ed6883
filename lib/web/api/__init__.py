"""/api: tables for programs that show a key; no cookie counts here, and nothing can be changed."""
