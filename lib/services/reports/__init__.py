"""What is counted: the live summary and the downloads."""
