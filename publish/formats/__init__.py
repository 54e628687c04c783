"""Other formats of a package, made of its CSV files, which remain the canonical ones."""

from publish.formats.write_all import FORM, write_formats

__all__ = ["FORM", "write_formats"]
