"""Letters: what one looks like, and handing it to a mail server."""
