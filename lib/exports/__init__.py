"""Bytes out of a snapshot."""
