"""The formats in which people open a package, made of its CSV files, which stay the canon."""

from publish.formats.write_all import FORM, write_formats

__all__ = ["FORM", "write_formats"]
