"""Pages follow each other without gaps, and a cursor answers only to its own question."""

from typing import Any

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
