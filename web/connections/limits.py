"""The limits of connections, and why one is ended."""

from __future__ import annotations

import resource
from dataclasses import dataclass, replace
from enum import Enum

# The rest of the open files is for everybody else, and for the database.
_SHARE = 4


class End(Enum):
    """Why a connection is ended: a word for metrics, a status for its client."""

    HEAD_BYTES = ("head_bytes", 431)
    HEAD_LINES = ("head_lines", 431)
    HEAD_SECONDS = ("head_seconds", 408)
    BODY_SECONDS = ("body_seconds", 408)
    MALFORMED = ("malformed", 400)
    IDLE = ("idle", None)
    ADDRESS = ("address", None)
    FRAMES = ("frames", None)

    def __init__(self, label: str, status: int | None) -> None:
        self.label, self.status = label, status


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """The limits of connections.

    Attributes:
        head_bytes: bytes of a request before its body, and of its trailers.
        head_lines: header lines, trailers included.
        head_seconds: seconds from the first byte of a request to the end of its head.
        body_seconds: seconds from there to the end of its body.
        idle_seconds: seconds that a connection may be open before a request is complete, or go on
            after its last.
        lingering: seconds for which a refused client may go on sending, so that it reads why.
        frames: frames per minute with which a WebSocket may ping, pong, or continue a message.
        address: connections of one address.
        pause: seconds between two lines of the log.
    """

    head_bytes: int = 65_536
    head_lines: int = 100
    head_seconds: float = 10.0
    body_seconds: float = 30.0
    idle_seconds: float = 15.0
    lingering: float = 2.0
    frames: int = 120
    address: int = 256
    pause: float = 60.0

    @classmethod
    def of_process(cls) -> ConnectionLimits:
        """Return the limits of this process: one address takes a part of its files at the most."""
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        usual = cls()
        if files == resource.RLIM_INFINITY:
            return usual
        return replace(usual, address=max(1, min(usual.address, files // _SHARE)))
