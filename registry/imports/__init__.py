"""Getting records in: data packages whose resources are the registry's kinds of act."""

from registry.imports.forms import Column, ImportForm, form_of, import_forms
from registry.imports.limits import Limits
from registry.imports.outcome import (
    Imported,
    InvalidPackage,
    KindImported,
    NotImported,
    Progress,
    RefusedPackage,
)
from registry.imports.packages import import_packages
from registry.imports.samples import SAMPLES, sample_packages

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
