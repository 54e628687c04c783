"""Getting in records as councils keep them: files of rows, and mappings that say what they mean."""

from registry.mappings.annotating import annotate
from registry.mappings.importing import Mapped, import_file
from registry.mappings.loading import load_mapping, read_mapping
from registry.mappings.plan import Plan, RowPlan
from registry.mappings.schema import mapping_schema
from registry.mappings.spec import Mapping

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
