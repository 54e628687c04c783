"""A plan that is kept holds what runs: no document, and nothing that its SQL was made of."""

import gc
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from graphql import Node
from sqlalchemy import ClauseElement

from schema.planner.plan_cache import query_plan_cache
from schema.planner.select_builder import SelectBuilder
from tests.schema.asking import Asking

AGREEMENTS = """
query ($size: Int!, $after: Cursor, $ids: [ID!]!) {
  agreements(first: $size, after: $after, orderBy: [{ by: TITLE, direction: ASC }]) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { cursor node { title area { name } targets(last: 2) { nodes { lead { state } } } } }
  }
  goals { nodes { code } }
  nodes(ids: $ids) { id }
}
"""


def held(thing: Any, seen: set[int]) -> Iterator[Any]:
    """All that a thing holds; of a function, what it closes over."""
    if id(thing) in seen or isinstance(thing, type):
        return
    seen.add(id(thing))
    yield thing
    below = thing.__closure__ or () if isinstance(thing, FunctionType) else gc.get_referents(thing)
    for each in below:
        yield from held(each, seen)


def test_a_kept_plan_holds_no_document_and_no_expressions(asking: Asking) -> None:
    query_plan_cache.cache_clear()
    asking.data(AGREEMENTS, size=1, ids=[])
    [(plan, _)] = query_plan_cache().plans._cache.values()
    query_plan_cache.cache_clear()

    fields = {key: field for key, field in plan.fields.items() if key != "nodes"}
    found = list(held([fields, plan.deferred], set()))

    assert not [each for each in found if isinstance(each, Node | ClauseElement | SelectBuilder)]
