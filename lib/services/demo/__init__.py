"""The sample campaign."""
