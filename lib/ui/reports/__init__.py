"""The live summary."""
