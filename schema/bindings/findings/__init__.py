"""Bind findings to fields: by page, by agreement, by target."""
