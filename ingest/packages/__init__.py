"""Getting records in: data packages whose resources are the registry's kinds of act."""

from ingest.packages.import_forms import FormColumn, ImportForm, import_form_of, import_forms
from ingest.packages.import_packages import import_packages
from ingest.packages.limits import PackageLimits
from ingest.packages.results import (
    ImportProgress,
    ImportResult,
    InvalidPackage,
    KindCount,
    NotImported,
    RefusedPackage,
)
from ingest.packages.samples import SAMPLES, sample_packages

__all__ = [
    "SAMPLES",
    "FormColumn",
    "ImportForm",
    "ImportResult",
    "InvalidPackage",
    "KindCount",
    "PackageLimits",
    "NotImported",
    "ImportProgress",
    "RefusedPackage",
    "import_form_of",
    "import_forms",
    "import_packages",
    "sample_packages",
]
