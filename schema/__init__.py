"""The GraphQL contract and how a question becomes SQL."""

from schema.answers import Answer, Charge, execute
from schema.building import build, sdl
from schema.errors import Reason, overdrawn
from schema.following import Batch, Following, follow
from schema.stopping import Stop
from schema.types.meta import software_version

__all__ = [
    "Answer",
    "Batch",
    "Charge",
    "Following",
    "Reason",
    "Stop",
    "build",
    "execute",
    "follow",
    "overdrawn",
    "sdl",
    "software_version",
]
