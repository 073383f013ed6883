"""Tasks that units set themselves, and who in the unit does those of the Office."""
