"""What a Vietnamese administrative plan says, understood by rules over its lines."""
