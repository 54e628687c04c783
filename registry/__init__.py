"""What is on record, and the rules for putting it there."""

from registry.database import ReadSession, Registry, WriteSession
from registry.errors import (
    AnswerableError,
    Damaged,
    Incomplete,
    InvalidInput,
    Problem,
    Refusal,
    RefusalCode,
    Refused,
    SigningRefused,
    Unavailable,
)
from registry.licences import Licence
from registry.limits import Limits, Rates
from registry.migrations import is_current, migrate
from registry.recording import RecordResult, make_redaction, record, replay
from registry.settings import Settings
from registry.verifying import VerifyResult, verify
from registry.vocabulary import REGISTRAR, Author, Role

__all__ = [
    "REGISTRAR",
    "AnswerableError",
    "Author",
    "Damaged",
    "Incomplete",
    "InvalidInput",
    "Licence",
    "Limits",
    "Problem",
    "Rates",
    "ReadSession",
    "RecordResult",
    "Refusal",
    "RefusalCode",
    "Refused",
    "Registry",
    "Role",
    "Settings",
    "SigningRefused",
    "Unavailable",
    "VerifyResult",
    "WriteSession",
    "is_current",
    "migrate",
    "record",
    "make_redaction",
    "replay",
    "verify",
]
