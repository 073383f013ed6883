"""Which reports look wrong, by rules over plain rows (“X-quang”)."""
