"""Pictures of the pages: those of README and guide, and every page as people may meet it."""
