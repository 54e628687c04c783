"""The only way in: ``record``; and the way to make the read model anew: ``replay``."""

from registry.recording.record import Recorded, record
from registry.recording.redacted import redaction, remaining_cells
from registry.recording.replay import replay

__all__ = ["Recorded", "record", "redaction", "remaining_cells", "replay"]
