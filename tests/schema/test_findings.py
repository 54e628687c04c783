"""Findings come kind by kind in pages that meet, from whichever end and however small."""

from itertools import pairwise
from typing import Any

import pytest

from tests.schema.asking import Asking

PAGES = """
query Pages(
  $first: Int, $after: Cursor, $last: Int, $before: Cursor, $on: Date, $filter: FindingFilter
) {
  findings(
    first: $first, after: $after, last: $last, before: $before, asOf: $on, filter: $filter
  ) {
    totalCount
    edges { cursor node { kind says about { id } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
FILTERS: list[dict[str, Any]] = [
    {},
    {"area": ["EXS-EXAMPLESHIRE"]},
    {"kind": ["MISSED_MILESTONE", "UNANSWERED", "NO_LEAD"]},
    {"not": {"kind": ["UNANSWERED"]}},
]


def page(asking: Asking, **variables: Any) -> Any:
    return asking.data(PAGES, **{"on": "2009-07-01", **variables})["findings"]


def nodes(found: Any) -> list[Any]:
    return [edge["node"] for edge in found["edges"]]


def walk(asking: Asking, size: int, **asked: Any) -> list[Any]:
    """All nodes from the start, page by page."""
    told = page(asking, first=size, **asked)
    assert told["pageInfo"]["hasPreviousPage"] is False
    found = nodes(told)
    while told["pageInfo"]["hasNextPage"]:
        told = page(asking, first=size, after=told["pageInfo"]["endCursor"], **asked)
        assert told["pageInfo"]["hasPreviousPage"] is True
        found += nodes(told)
    return found


def walk_back(asking: Asking, size: int, **asked: Any) -> list[Any]:
    """All nodes from the end, page by page."""
    told = page(asking, last=size, **asked)
    assert told["pageInfo"]["hasNextPage"] is False
    found = nodes(told)
    while told["pageInfo"]["hasPreviousPage"]:
        told = page(asking, last=size, before=told["pageInfo"]["startCursor"], **asked)
        assert told["pageInfo"]["hasNextPage"] is True
        found = nodes(told) + found
    return found


@pytest.mark.parametrize("filter_", FILTERS, ids=str)
@pytest.mark.parametrize("size", [1, 3])
def test_pages_from_either_end_show_what_one_page_shows(
    asking: Asking, filter_: dict[str, Any], size: int
) -> None:
    whole = page(asking, first=100, filter=filter_)
    kinds = [node["kind"] for node in nodes(whole)]
    assert len(kinds) == whole["totalCount"] > size
    assert kinds == sorted(kinds)

    assert walk(asking, size, filter=filter_) == nodes(whole)
    assert walk_back(asking, size, filter=filter_) == nodes(whole)


def test_between_two_cursors_lies_what_lies_between_them_in_the_list(asking: Asking) -> None:
    edges = page(asking, first=100)["edges"]
    for first, last in pairwise(edges[::3]):
        between = page(asking, first=100, after=first["cursor"], before=last["cursor"])
        assert between["edges"] == edges[edges.index(first) + 1 : edges.index(last)]
        assert between["pageInfo"]["hasPreviousPage"] is True
        assert between["pageInfo"]["hasNextPage"] is True
        assert between["totalCount"] == len(edges)


def test_a_page_is_one_statement_however_many_kinds_there_are(asking: Asking) -> None:
    asking.data("{ findings(first: 100) { nodes { kind says } } }")
    assert len(asking.statements) == 1


def test_no_kind_at_all_is_nothing(asking: Asking) -> None:
    found = page(asking, first=100, filter={"kind": []})
    assert (found["edges"], found["totalCount"]) == ([], 0)
