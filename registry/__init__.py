"""What is on record, and the rules for putting it there."""

from registry.database import ReadSession, Registry, WriteSession
from registry.errors import (
    AnswerableError,
    Damaged,
    InvalidInput,
    Problem,
    Refusal,
    RefusalCode,
    Refused,
    Unavailable,
)
from registry.migrations import is_current, migrate
from registry.recording import Recorded, record, replay
from registry.settings import Settings

__all__ = [
    "AnswerableError",
    "Damaged",
    "InvalidInput",
    "Problem",
    "ReadSession",
    "Recorded",
    "Refusal",
    "RefusalCode",
    "Refused",
    "Registry",
    "Settings",
    "Unavailable",
    "WriteSession",
    "is_current",
    "migrate",
    "record",
    "replay",
]
