"""Drop what is cached of questions, and of words that they met."""

from __future__ import annotations

from registry.vocabulary import forget_stems
from schema.full_text import forget_words
from schema.planner.plan_cache import query_plan_cache
from schema.subscription_plans import subscription_plan_cache


def forget_questions() -> None:
    """Drop all plans, whose keys are documents, and all stems, whose keys are words."""
    query_plan_cache().clear()
    subscription_plan_cache().clear()
    forget_words()
    forget_stems()
