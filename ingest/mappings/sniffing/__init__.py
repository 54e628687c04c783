"""Looking at a file for which there is no mapping yet, and writing a first one to settle."""

from ingest.mappings.sniffing.sniff import SniffedFile, sniff_file, sniff_table

__all__ = ["SniffedFile", "sniff_file", "sniff_table"]
