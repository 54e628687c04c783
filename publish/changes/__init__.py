"""What changed from one release of a dataset to another, row by row and in sentences."""

from publish.changes.account import FORM, Changes
from publish.changes.comparing import ADDED, CHANGED, REDACTED, REMOVED, Change, Taken
from publish.changes.packages import Side, side_of

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
    "side_of",
]
