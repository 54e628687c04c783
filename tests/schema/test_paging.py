"""Pages follow each other without gaps, and a cursor answers only to its own question."""

from typing import Any

import pytest

from tests.schema.asking import Asking

PAGES = """
query Pages(
  $first: Int!, $after: Cursor, $order: [TargetOrder!], $on: Date, $filter: TargetFilter
) {
  targets(first: $first, after: $after, orderBy: $order, asOf: $on, filter: $filter) {
    totalCount
    nodes { reference }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}
"""


def page(asking: Asking, **variables: Any) -> Any:
    return asking.data(PAGES, **{"first": 3, "on": "2007-05-01", **variables})["targets"]


def references(found: Any) -> list[str]:
    return [node["reference"] for node in found["nodes"]]


def walk(asking: Asking, **variables: Any) -> list[list[str]]:
    pages = []
    after = None
    while True:
        found = page(asking, after=after, **variables)
        assert found["totalCount"] == 8
        assert found["pageInfo"]["hasPreviousPage"] is (after is not None)
        pages.append(references(found))
        if not found["pageInfo"]["hasNextPage"]:
            return pages
        after = found["pageInfo"]["endCursor"]


def test_a_walk_shows_everything_once_in_order(asking: Asking) -> None:
    assert walk(asking) == [
        ["EXS-T1", "EXS-T2", "EXS-T3"],
        ["EXS-T4", "EXS-T5", "EXS-T6"],
        ["EXS-T7", "EXS-T8"],
    ]


def test_what_a_filter_finds_is_counted_wholly_on_every_page(asking: Asking) -> None:
    everything = [{"or": [{"text": "e"}, {"not": {"text": "e"}}]}]
    assert walk(asking, filter={"and": everything}) == walk(asking)

    for first, size in ((1, 1), (100, 8)):
        found = page(asking, first=first, filter={"and": everything})
        assert (len(found["nodes"]), found["totalCount"]) == (size, 8)
    nothing = page(asking, filter={"text": "no target says this"})
    assert (nothing["nodes"], nothing["totalCount"]) == ([], 0)
    assert nothing["pageInfo"]["hasNextPage"] is False


def test_ties_are_settled_by_reference_whichever_way_the_list_runs(asking: Asking) -> None:
    assert walk(asking, order=[{"by": "BLOCK", "direction": "DESC"}]) == [
        ["EXS-T1", "EXS-T2", "EXS-T7"],
        ["EXS-T4", "EXS-T5", "EXS-T6"],
        ["EXS-T3", "EXS-T8"],
    ]
    assert walk(asking, order=[{"by": "REFERENCE", "direction": "DESC"}])[0] == [
        "EXS-T8",
        "EXS-T7",
        "EXS-T6",
    ]


def refusal(asking: Asking, **variables: Any) -> tuple[Any, int]:
    answer = asking.ask(PAGES, **{"first": 3, "on": "2007-05-01", **variables})
    assert answer.data is None
    (error,) = answer.errors
    return error["extensions"], len(asking.statements)


def test_a_cursor_is_refused_when_the_question_has_changed(asking: Asking) -> None:
    cursor = page(asking)["pageInfo"]["endCursor"]
    refused = ({"code": "BAD_USER_INPUT", "reason": "CURSOR_REFUSED"}, 0)

    assert refusal(asking, after=cursor, on="2008-05-01") == refused
    assert refusal(asking, after=cursor, order=[{"by": "TITLE"}]) == refused
    assert refusal(asking, after=cursor, filter={"polarity": "LOWER_IS_BETTER"}) == refused
    assert refusal(asking, after="WyJub3RoaW5nIl0") == refused
    assert references(page(asking, after=cursor, first=1)) == ["EXS-T4"]


def test_a_page_of_none_or_of_too_many_is_refused_before_anything_is_read(asking: Asking) -> None:
    refused = ({"code": "BAD_USER_INPUT", "reason": "PAGE_SIZE"}, 0)

    assert refusal(asking, first=0) == refused
    assert refusal(asking, first=-1) == refused
    assert refusal(asking, first=101) == refused


def test_lists_below_a_list_have_their_own_pages(asking: Asking) -> None:
    question = """
    query Below($after: Cursor) {
      goals { nodes { reference targets(first: 1, after: $after) {
        totalCount nodes { reference } pageInfo { hasNextPage hasPreviousPage endCursor }
      } } }
    }
    """
    first = asking.data(question)["goals"]["nodes"]
    assert [(goal["targets"]["totalCount"], *references(goal["targets"])) for goal in first] == [
        (3, "EXS-T1"),
        (3, "EXS-T3"),
        (2, "EXS-T5"),
        (1, "EXS-T4"),
    ]
    assert [goal["targets"]["pageInfo"]["hasNextPage"] for goal in first] == [
        True,
        True,
        True,
        False,
    ]

    cursor = first[0]["targets"]["pageInfo"]["endCursor"]
    then = asking.data(question, after=cursor)["goals"]["nodes"]
    assert references(then[0]["targets"]) == ["EXS-T2"]
    assert then[0]["targets"]["pageInfo"]["hasPreviousPage"] is True


ENDS = """
query Ends(
  $first: Int, $after: Cursor, $last: Int, $before: Cursor, $order: [TargetOrder!], $text: String
) {
  targets(
    first: $first, after: $after, last: $last, before: $before,
    orderBy: $order, asOf: "2007-05-01", filter: { text: $text }
  ) {
    totalCount
    edges { cursor node { reference } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
ORDERS: list[dict[str, Any]] = [
    {},
    {"text": "fewer"},
    {"order": [{"by": "BLOCK", "direction": "DESC"}]},
    {"order": [{"by": "UNTIL"}, {"by": "TITLE", "direction": "DESC"}], "text": "exs"},
]


def ends(asking: Asking, **variables: Any) -> tuple[list[str], Any]:
    """The references of a page, and what it says of itself."""
    found = asking.data(ENDS, **variables)["targets"]
    edges = found["edges"]
    if edges:
        assert found["pageInfo"]["startCursor"] == edges[0]["cursor"]
        assert found["pageInfo"]["endCursor"] == edges[-1]["cursor"]
    return [edge["node"]["reference"] for edge in edges], found["pageInfo"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("asked", ORDERS, ids=str)
def test_both_ways_lead_past_the_same_things(
    asking: Asking, asked: dict[str, Any], size: int
) -> None:
    whole, _ = ends(asking, **asked)
    forwards: list[str] = []
    after = None
    while True:
        page, info = ends(asking, first=size, after=after, **asked)
        assert info["hasPreviousPage"] is (after is not None)
        forwards += page
        after = info["endCursor"]
        if not info["hasNextPage"]:
            break
    backwards: list[str] = []
    before = None
    while True:
        page, info = ends(asking, last=size, before=before, **asked)
        assert info["hasNextPage"] is (before is not None)
        backwards = page + backwards
        before = info["startCursor"]
        if not info["hasPreviousPage"]:
            break

    assert len(whole) > 2
    assert forwards == backwards == whole


def test_a_page_between_two_cursors_knows_what_lies_on_either_side(asking: Asking) -> None:
    page, outer = ends(asking, first=6)
    _, second = ends(asking, first=2)
    between = {"after": second["endCursor"], "before": outer["endCursor"]}

    for way, shown, sides in (
        ({"first": 2}, page[2:4], (True, True)),
        ({"last": 2}, page[3:5], (True, True)),
        ({"first": 20}, page[2:5], (True, True)),
        ({"last": 20}, page[2:5], (True, True)),
    ):
        found, info = ends(asking, **between, **way)
        assert found == shown
        assert (info["hasPreviousPage"], info["hasNextPage"]) == sides
    last, info = ends(asking, last=2)
    assert (info["hasPreviousPage"], info["hasNextPage"]) == (True, False)
    nothing, info = ends(asking, first=2, after=info["endCursor"])
    assert (nothing, info["hasPreviousPage"], info["hasNextPage"]) == ([], True, False)
    assert len(last) == 2


def test_nothing_given_or_null_given_is_the_first_page(asking: Asking) -> None:
    nulls = {"first": None, "last": None, "after": None, "before": None}

    assert ends(asking) == ends(asking, **nulls) == ends(asking, first=20)
    assert ends(asking, first=None, last=2) == ends(asking, last=2)


def test_the_first_and_the_last_at_once_are_refused(asking: Asking) -> None:
    refused = {"code": "BAD_USER_INPUT", "reason": "ARGUMENT"}
    for answer in (
        asking.ask(ENDS, first=2, last=2),
        asking.ask(ENDS, first=20, last=2),
        asking.ask("{ targets(first: 20, last: 2) { totalCount } }"),
        asking.ask("query ($n: Int = 3) { targets(first: $n, last: 2) { totalCount } }"),
    ):
        (error,) = answer.errors
        assert error["extensions"] == refused
        assert error["path"] == ["targets"]
        assert asking.statements == []


def test_a_last_page_of_none_or_of_too_many_is_refused(asking: Asking) -> None:
    for size in (0, -1, 101):
        (error,) = asking.ask(ENDS, last=size).errors
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "PAGE_SIZE"}
        assert error["message"] == f"last is {size}; ask for 1 to 100 and go on with before"


def test_the_last_of_lists_below_a_list(asking: Asking) -> None:
    question = """
    query Below($before: Cursor) {
      goals { nodes { targets(last: 1, before: $before) {
        nodes { reference } pageInfo { hasNextPage hasPreviousPage startCursor }
      } } }
    }
    """
    found = [goal["targets"] for goal in asking.data(question)["goals"]["nodes"]]
    whole = asking.data("{ goals { nodes { targets { nodes { reference } } } } }")["goals"]["nodes"]
    lists = [references(goal["targets"]) for goal in whole]
    assert lists[0] == ["EXS-T1", "EXS-T2", "EXS-T7"]
    assert [references(page) for page in found] == [each[-1:] for each in lists]
    assert [page["pageInfo"]["hasPreviousPage"] for page in found] == [True, True, True, False]
    assert not any(page["pageInfo"]["hasNextPage"] for page in found)

    cursor = found[0]["pageInfo"]["startCursor"]
    then = asking.data(question, before=cursor)["goals"]["nodes"][0]["targets"]
    assert references(then) == ["EXS-T2"]
    assert then["pageInfo"]["hasNextPage"] is True


def test_a_page_from_the_end_counts_as_full(on_sqlite: Asking) -> None:
    (error,) = on_sqlite.ask(
        "{ areas(last: 100) { nodes { agreements(last: 100) { nodes { id } } } } }"
    ).errors
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "NODES"}
