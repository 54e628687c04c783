"""The only way in: ``record``; and the way to make the read model anew: ``replay``."""

from registry.recording.erasing import PATIENCE, erase_redacted_words
from registry.recording.record import RecordResult, record
from registry.recording.redactions import make_redaction, read_remaining_cells
from registry.recording.replay import replay
from registry.recording.write_log import truncate_write_log

__all__ = [
    "PATIENCE",
    "RecordResult",
    "erase_redacted_words",
    "truncate_write_log",
    "record",
    "make_redaction",
    "read_remaining_cells",
    "replay",
]
