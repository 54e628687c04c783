"""What changed from one release of a dataset to another, row by row and in sentences."""

from publish.changes.change_report import FORM, Changes
from publish.changes.package_tables import Side, side_of
from publish.changes.report_head import sentences_in
from publish.changes.row_diff import ADDED, CHANGED, REDACTED, REMOVED, Change, Taken

__all__ = [
    "ADDED",
    "CHANGED",
    "FORM",
    "REDACTED",
    "REMOVED",
    "Change",
    "Changes",
    "Side",
    "Taken",
    "sentences_in",
    "side_of",
]
