"""A validated question made into flat statements, and run."""
