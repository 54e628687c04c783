"""Getting records in: data packages whose resources are the registry's kinds of act."""

from ingest.packages.import_forms import Column, ImportForm, form_of, import_forms
from ingest.packages.import_packages import import_packages
from ingest.packages.limits import Limits
from ingest.packages.results import (
    Imported,
    InvalidPackage,
    KindImported,
    NotImported,
    Progress,
    RefusedPackage,
)
from ingest.packages.samples import SAMPLES, sample_packages

__all__ = [
    "SAMPLES",
    "Column",
    "ImportForm",
    "Imported",
    "InvalidPackage",
    "KindImported",
    "Limits",
    "NotImported",
    "Progress",
    "RefusedPackage",
    "form_of",
    "import_forms",
    "import_packages",
    "sample_packages",
]
