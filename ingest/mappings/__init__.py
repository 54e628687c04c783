"""Getting in records as councils keep them: files of rows, and mappings that say what they mean."""

from ingest.mappings.annotated_copy import write_annotated_copy
from ingest.mappings.describe_row import describe_row, shorten
from ingest.mappings.import_file import MappedImport, import_file
from ingest.mappings.json_schema import mapping_schema
from ingest.mappings.load_mapping import load_mapping, read_mapping
from ingest.mappings.plan import ImportPlan, RowPlan
from ingest.mappings.spec import Mapping

__all__ = [
    "MappedImport",
    "Mapping",
    "ImportPlan",
    "RowPlan",
    "describe_row",
    "shorten",
    "write_annotated_copy",
    "import_file",
    "load_mapping",
    "mapping_schema",
    "read_mapping",
]
