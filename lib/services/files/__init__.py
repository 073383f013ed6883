"""Files whoever has them: checked on the way in, kept on disk, opened and packed."""
