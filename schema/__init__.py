"""The GraphQL contract and how a question becomes SQL."""

from schema.answers import Answer, Charge, execute
from schema.building import build, sdl
from schema.errors import Reason, overdrawn
from schema.following import Batch, Following, follow
from schema.planner.journeys import Journeys
from schema.planner.snapshots import HEAD, Asked, Head, Rows, Unheld, journeys_of
from schema.planner.statements import Steps
from schema.quick import Quick, asked_before
from schema.stopping import Stop
from schema.types.meta import software_version

__all__ = [
    "HEAD",
    "Answer",
    "Asked",
    "Batch",
    "Charge",
    "Following",
    "Head",
    "Journeys",
    "Quick",
    "Reason",
    "Rows",
    "Steps",
    "Stop",
    "Unheld",
    "asked_before",
    "build",
    "execute",
    "follow",
    "journeys_of",
    "overdrawn",
    "sdl",
    "software_version",
]
