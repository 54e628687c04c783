"""Measuring publication and proof beside what people would use instead."""
