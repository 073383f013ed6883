"""Templates filled and checked."""
