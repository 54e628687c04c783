"""Files as tables: CSV, TSV, XLSX and ODS, read in bounded space where nothing can be harmed."""

from ingest.files.limits import TableLimits
from ingest.files.read_table import read_table
from ingest.files.shown_rows import ShownTable, show_rows
from ingest.files.table import MergedRange, Row, Table, TableOptions

__all__ = [
    "MergedRange",
    "Row",
    "ShownTable",
    "Table",
    "TableLimits",
    "TableOptions",
    "read_table",
    "show_rows",
]
