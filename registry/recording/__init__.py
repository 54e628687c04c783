"""The only way in: ``record``; and the way to make the read model anew: ``replay``."""

from registry.recording.record import RecordResult, record
from registry.recording.redactions import make_redaction, read_remaining_cells, truncate_write_log
from registry.recording.replay import replay

__all__ = [
    "RecordResult",
    "truncate_write_log",
    "record",
    "make_redaction",
    "read_remaining_cells",
    "replay",
]
