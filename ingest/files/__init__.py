"""Files as tables: CSV, TSV, XLSX and ODS, read in bounded space where nothing can be harmed."""

from ingest.files.cell_errors import SHOWN_ERROR, is_cell_error
from ingest.files.limits import TableLimits
from ingest.files.read_table import read_table
from ingest.files.shown_rows import ShownTable, show_rows, visible_rows
from ingest.files.table import (
    LEAVE_OUT,
    RECORD,
    Hidden,
    MergedRange,
    Row,
    StoredValue,
    Table,
    TableOptions,
)
from ingest.files.used_range import name_cell

__all__ = [
    "LEAVE_OUT",
    "RECORD",
    "SHOWN_ERROR",
    "Hidden",
    "MergedRange",
    "Row",
    "ShownTable",
    "StoredValue",
    "Table",
    "TableLimits",
    "TableOptions",
    "is_cell_error",
    "name_cell",
    "read_table",
    "show_rows",
    "visible_rows",
]
