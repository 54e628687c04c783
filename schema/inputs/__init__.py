"""Factories of inputs: look-ups, filters and orders."""
