"""SQL and migrations; the only layer that talks to a database driver."""
