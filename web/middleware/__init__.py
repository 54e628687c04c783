"""What stands around every request: access, log, client identity, rate limit, headers."""
