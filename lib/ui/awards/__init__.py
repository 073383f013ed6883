"""Council meetings, decisions, the honour board."""
