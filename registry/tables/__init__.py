"""Files as tables: CSV, TSV, XLSX and ODS, read in bounded space where nothing can be harmed."""

from registry.tables.limits import TableLimits
from registry.tables.reading import read_table
from registry.tables.table import Merged, Row, Table, TableOptions

__all__ = ["Merged", "Row", "Table", "TableLimits", "TableOptions", "read_table"]
