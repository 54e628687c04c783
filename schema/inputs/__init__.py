"""What can be asked: look-ups, filters and orders."""
