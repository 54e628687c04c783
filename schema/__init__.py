"""The GraphQL contract and how a question becomes SQL."""

from schema.answer import Answer
from schema.cached_plans import Quick, asked_before
from schema.contract import build, sdl
from schema.deadline import Stop
from schema.errors import Reason, overdrawn_error
from schema.execution import Charge, execute
from schema.planner.pg_pipeline import Journeys
from schema.planner.snapshots import HEAD, Asked, Head, Rows, Unheld, journeys_of
from schema.planner.statements import Steps
from schema.request import GraphQLRequest
from schema.subscription_plans import Batch, Following, follow
from schema.types.meta import software_version

__all__ = [
    "GraphQLRequest",
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
    "overdrawn_error",
    "sdl",
    "software_version",
]
