"""Getting in records as councils keep them: files of rows, and mappings that say what they mean."""

from ingest.mappings.annotated_copy import annotate
from ingest.mappings.import_file import Mapped, import_file
from ingest.mappings.json_schema import mapping_schema
from ingest.mappings.load_mapping import load_mapping, read_mapping
from ingest.mappings.plan import Plan, RowPlan
from ingest.mappings.spec import Mapping

__all__ = [
    "Mapped",
    "Mapping",
    "Plan",
    "RowPlan",
    "annotate",
    "import_file",
    "load_mapping",
    "mapping_schema",
    "read_mapping",
]
