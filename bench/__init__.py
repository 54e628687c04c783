"""Measuring import and publishing on the synthetic registry."""
