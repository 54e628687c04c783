"""The GraphQL contract and how a question becomes SQL."""

from schema.answers import Answer, execute
from schema.building import build, sdl
from schema.errors import Reason
from schema.limits import LIMITS, Limits
from schema.stopping import Stop
from schema.types.meta import software_version

__all__ = [
    "LIMITS",
    "Answer",
    "Limits",
    "Reason",
    "Stop",
    "build",
    "execute",
    "sdl",
    "software_version",
]
