"""The only way in: ``record``; and the way to make the read model anew: ``replay``."""

from registry.recording.record import Recorded, record
from registry.recording.redactions import forget_log, redaction, remaining_cells
from registry.recording.replay import replay

__all__ = ["Recorded", "forget_log", "record", "redaction", "remaining_cells", "replay"]
