"""Make a release, one module per stage, and audit it."""
