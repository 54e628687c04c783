"""What changed from one release of a dataset to another, row by row and in sentences."""

from publish.changes.change_report import FORM, ChangeReport
from publish.changes.package_tables import ComparedPackage, read_package
from publish.changes.report_head import read_sentences
from publish.changes.row_diff import ADDED, CHANGED, REDACTED, REMOVED, Change, FieldsByRecord

__all__ = [
    "ADDED",
    "CHANGED",
    "FORM",
    "REDACTED",
    "REMOVED",
    "Change",
    "ChangeReport",
    "ComparedPackage",
    "FieldsByRecord",
    "read_package",
    "read_sentences",
]
