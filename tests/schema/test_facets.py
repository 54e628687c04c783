"""What is said beside the hits of a search: counts by facet, and near spellings."""

from typing import Any

import pytest

from tests.schema.asking import Asking

FACETS = """
query Facets(
  $text: String!, $kind: [String!], $area: [String!], $standing: [Standing!], $world: World
) {
  search(text: $text, kind: $kind, area: $area, standing: $standing, world: $world, first: 100) {
    totalCount
    nodes { resource { reference } }
    facets {
      kind { value title count }
      area { value title count }
      standing { value title count }
      world { value title count }
    }
  }
}
"""
SUGGESTIONS = """
query Suggestions($text: String!, $asOf: Date, $knownAt: DateTime, $kind: [String!]) {
  search(text: $text, asOf: $asOf, knownAt: $knownAt, kind: $kind) { totalCount suggestions }
}
"""


def search(asking: Asking, text: str, **narrowed: Any) -> Any:
    return asking.data(FACETS, text=text, **narrowed)["search"]


def suggestions(asking: Asking, text: str, **moment: Any) -> Any:
    return asking.data(SUGGESTIONS, text=text, **moment)["search"]["suggestions"]


def counts(page: Any, facet: str) -> dict[str, int]:
    return {each["value"]: each["count"] for each in page["facets"][facet]}


def test_all_hits_are_counted_by_kind_area_standing_and_world(asking: Asking) -> None:
    page = search(asking, "burglaries")

    assert page["totalCount"] == 9
    assert page["facets"] == {
        "kind": [
            {"value": "negotiations", "title": "negotiations", "count": 3},
            {"value": "proposals", "title": "proposals", "count": 2},
            {"value": "assigned_targets", "title": "assigned targets", "count": 1},
            {"value": "measures", "title": "measures", "count": 1},
            {"value": "protocols", "title": "protocols", "count": 1},
            {"value": "targets", "title": "targets", "count": 1},
        ],
        "area": [{"value": "EXS-EXAMPLESHIRE", "title": "Exampleshire", "count": 7}],
        "standing": [{"value": "FICTIONAL", "title": "fictional", "count": 9}],
        "world": [{"value": "FICTIONAL", "title": "fictional", "count": 9}],
    }


def test_hits_are_narrowed_and_each_facet_counts_what_its_other_values_would_show(
    asking: Asking,
) -> None:
    page = search(asking, "burglaries", kind=["proposals"], area=["EXS-EXAMPLESHIRE"])

    assert [node["resource"]["reference"] for node in page["nodes"]] == ["EXS-P1", "EXS-P11"]
    assert counts(page, "kind") == {
        "negotiations": 3,
        "proposals": 2,
        "protocols": 1,
        "targets": 1,
    }
    assert counts(page, "area") == {"EXS-EXAMPLESHIRE": 2}


def test_a_world_in_which_nothing_is_found_leaves_the_counts_of_the_others(asking: Asking) -> None:
    page = search(asking, "burglaries", world="REAL")

    assert (page["totalCount"], page["facets"]["kind"]) == (0, [])
    assert counts(page, "world") == {"FICTIONAL": 9}
    assert search(asking, "burglaries", standing=["FICTIONAL"])["totalCount"] == 9


@pytest.mark.parametrize("text", ["the", "council", "a", "2007", "NI 1", "nothing like this"])
def test_facets_are_the_same_in_both_and_add_up(
    text: str, on_sqlite: Asking, on_postgresql: Asking
) -> None:
    page = search(on_sqlite, text)

    assert page == search(on_postgresql, text)
    for facet in ("kind", "standing", "world"):
        assert sum(counts(page, facet).values()) == page["totalCount"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("burglery", ["burglaries"]),
        ("Exampelshire polise", ["Exampleshire Police", "Exampleshire", "Police"]),
        ("qqqqqq burglary", ["burglary"]),
        ("burglary", []),
        ("qqqqqq", []),
        ("", []),
        ('" OR title:* NEAR(', ["year"]),
        ("1999 0000", []),
    ],
)
def test_near_spellings_are_proposed_where_nothing_is_found(
    typed: str, meant: list[str], on_sqlite: Asking, on_postgresql: Asking
) -> None:
    assert suggestions(on_sqlite, typed) == meant
    assert suggestions(on_postgresql, typed) == meant


@pytest.mark.parametrize("typed", ["Exampelshire polise", "councel bugdet", "nieghbourhood"])
def test_whatever_is_proposed_finds_something(typed: str, asking: Asking) -> None:
    found = suggestions(asking, typed)

    assert found
    assert all(search(asking, text)["totalCount"] for text in found)


def test_what_another_kind_hides_is_no_misspelling(asking: Asking) -> None:
    page = asking.data(SUGGESTIONS, text="burglaries", kind=["pools"])["search"]

    assert page == {"totalCount": 0, "suggestions": []}


def test_in_a_view_of_the_past_names_are_those_of_then(asking: Asking) -> None:
    assert suggestions(asking, "Exampelshire", knownAt="2000-01-01T00:00:00Z") == []


@pytest.mark.parametrize("typed", ["NI 1", "NI1", "ni001", "N.I. 1", "NI-1", "Ni_1", "exs ni01"])
def test_codes_are_found_however_they_are_written(typed: str, asking: Asking) -> None:
    page = search(asking, typed, kind=["measures"])

    assert "EXS-NI-1" in [node["resource"]["reference"] for node in page["nodes"]]


def test_a_code_within_a_code_is_narrower(asking: Asking) -> None:
    assert search(asking, "PSA1")["totalCount"] == search(asking, "PSA 1")["totalCount"] > 0
    assert search(asking, "PSA1.99")["totalCount"] == 0


def test_words_of_filters_are_codes_too(asking: Asking) -> None:
    (one,) = asking.data('{ goals(filter: {text: "psa001"}) { nodes { reference } } }').values()
    (other,) = asking.data('{ goals(filter: {text: "PSA 1"}) { nodes { reference } } }').values()

    assert one == other
    assert one["nodes"]


def test_kinds_that_are_none_are_refused(asking: Asking) -> None:
    (error,) = asking.ask(FACETS, text="x", kind=["nothing"]).errors

    assert error["message"].startswith("'nothing' is no kind of record")


def test_facets_are_charged_like_the_items_of_a_page(asking: Asking) -> None:
    few = asking.ask('{ search(text: "a", first: 1) { facets { kind { count } } } }')
    many = asking.ask('{ search(text: "a", first: 100) { facets { kind { count } } } }')

    assert few.cost < many.cost
