"""The GraphQL contract and how a question becomes SQL."""

from schema.answers import Answer, execute
from schema.building import build, sdl
from schema.errors import Reason
from schema.following import Batch, Following, follow
from schema.limits import LIMITS, Limits
from schema.stopping import Stop
from schema.types.meta import software_version

__all__ = [
    "LIMITS",
    "Answer",
    "Batch",
    "Following",
    "Limits",
    "Reason",
    "Stop",
    "build",
    "execute",
    "follow",
    "sdl",
    "software_version",
]
