"""All that an installation holds as one ZIP, readable without this program, and back again."""
