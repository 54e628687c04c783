"""The GraphQL contract and how a question becomes SQL."""

from schema.answer import Answer
from schema.cached_plans import CachedQuery, find_cached_query
from schema.contract import build, sdl
from schema.deadline import RequestDeadline
from schema.errors import Reason, overdrawn_error
from schema.execution import Charge, execute
from schema.forget_questions import forget_questions
from schema.planner.pg_pipeline import PgPipeline
from schema.planner.snapshots import HEAD, BoundStatement, Head, NeedsTransaction, Rows, pipeline_of
from schema.planner.statements import Steps
from schema.record_outline import OutlineField, Shape, outline_records
from schema.request import GraphQLRequest
from schema.subscription_plans import Batch, SubscriptionPlan, plan_subscription
from schema.types.meta import software_version

__all__ = [
    "GraphQLRequest",
    "HEAD",
    "Answer",
    "BoundStatement",
    "Batch",
    "Charge",
    "SubscriptionPlan",
    "Head",
    "OutlineField",
    "PgPipeline",
    "CachedQuery",
    "Reason",
    "Rows",
    "Steps",
    "RequestDeadline",
    "Shape",
    "outline_records",
    "NeedsTransaction",
    "find_cached_query",
    "forget_questions",
    "build",
    "execute",
    "plan_subscription",
    "pipeline_of",
    "overdrawn_error",
    "sdl",
    "software_version",
]
