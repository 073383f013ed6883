"""Rules of the product; standard library only."""
