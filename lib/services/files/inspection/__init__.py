"""Processes that read strangers' bytes, so that no file can stop, fill or reach the server."""
