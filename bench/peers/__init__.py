"""Answerable's API beside what people would use instead, on the same records."""
