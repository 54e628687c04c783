"""The GraphQL contract and how a question becomes SQL."""

from schema.answers import Answer, execute
from schema.building import build, sdl
from schema.errors import Reason
from schema.stopping import Stop
from schema.types.meta import software_version

__all__ = [
    "Answer",
    "Reason",
    "Stop",
    "build",
    "execute",
    "sdl",
    "software_version",
]
