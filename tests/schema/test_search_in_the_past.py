"""Search of some kinds, as of a day and as known then; what sources and targets lead to."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from registry.acts import AgreementRevised, RevisionConsented, TargetChanged
from tests.registry.test_corrections import correction
from tests.registry.test_redactions import redaction
from tests.registry.world import World, lead, setting, target, tell
from tests.schema.asking import Asking

SEARCH = """query S($text: String!, $kind: [String!], $asOf: Date, $knownAt: DateTime) {
  search(text: $text, kind: $kind, asOf: $asOf, knownAt: $knownAt) {
    totalCount nodes { title snippet resource { reference title } }
  }
}"""


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    world = World(database_url)
    with closing(world.registry):
        world.record(*setting())
        yield world


def found(world: World, text: str, **asked: Any) -> list[tuple[str, str]]:
    page = Asking(world.registry).data(SEARCH, text=text, **asked)["search"]
    assert page["totalCount"] == len(page["nodes"])
    assert all(hit["resource"]["title"] for hit in page["nodes"])
    return [(hit["resource"]["reference"], hit["title"]) for hit in page["nodes"]]


def test_search_finds_the_words_that_were_known_then(world: World) -> None:
    world.record(target("T2", title="Fewer burglaries"))
    before = world.position().recorded_at
    world.record(correction("targets", "T2", "title", "Fewer robberies"))

    assert found(world, "robbery") == [("T2", "Fewer robberies")]
    assert found(world, "burglary") == []
    assert found(world, "burglary", knownAt=before) == [("T2", "Fewer burglaries")]
    assert found(world, "robbery", knownAt=before) == []
    assert found(world, "t2", knownAt=before) == [("T2", "Fewer burglaries")]
    assert found(world, "t2", knownAt="2020-01-01T00:00:00Z") == []


def test_the_snippet_of_then_has_the_words_that_only_the_locator_kept(world: World) -> None:
    kept = "row 5; Remark: the aim is provisional"
    world.record(target("T2", title="Fewer burglaries", from_="2007-04-01", locator=kept))
    before = world.position().recorded_at
    world.record(correction("targets", "T2", "title", "Fewer robberies"))

    for asked, title in (
        ({"knownAt": before}, "Fewer burglaries"),
        ({"asOf": "2008-01-01"}, "Fewer robberies"),
        ({}, "Fewer robberies"),
    ):
        page = Asking(world.registry).data(SEARCH, text="provisional aims", **asked)["search"]
        (hit,) = page["nodes"]
        assert hit["title"] == title
        assert hit["snippet"] == f"{title} Remark: the aim is provisional T2"


def test_search_finds_the_words_of_the_day(world: World) -> None:
    world.record(
        target("T2", title="Fewer burglaries", from_="2007-04-01", until="2010-04-01"),
        lead("POLICE", target="T2"),
        tell(AgreementRevised, reference="REV", agreement="LAA", title="Refresh", on="2008-04-01"),
        tell(RevisionConsented, revision="REV", partner="POLICE"),
        tell(TargetChanged, target="T2", revision="REV", field="title", value="Safer homes"),
    )

    assert found(world, "burglary", asOf="2007-05-01") == [("T2", "Fewer burglaries")]
    assert found(world, "homes", asOf="2007-05-01") == []
    assert found(world, "homes", asOf="2008-05-01") == [("T2", "Safer homes")]
    assert found(world, "homes", asOf="2011-05-01") == []
    assert found(world, "homes") == [("T2", "Safer homes")]


def test_words_that_were_taken_off_are_found_at_no_time(world: World) -> None:
    (entry,) = world.record(target("T2", title="Detain Mr Private")).entries
    before = world.position().recorded_at
    world.record(redaction("targets", "T2", entry, "title"))

    assert found(world, "private", knownAt=before) == []
    assert found(world, "t2", knownAt=before) == [("T2", "[redacted]")]


def test_search_finds_records_of_some_kinds(asking: Asking) -> None:
    every = asking.data(SEARCH, text="burglary")["search"]
    some = asking.data(SEARCH, text="burglary", kind=["targets", "negotiations"])["search"]

    assert every["totalCount"] == 9
    assert {hit["resource"]["reference"] for hit in some["nodes"]} == {
        "EXS-T1",
        "EXS-NEGOTIATION-2007",
    }
    assert some["totalCount"] == 4
    assert asking.data(SEARCH, text="burglary", kind=[])["search"]["totalCount"] == 0


def test_a_kind_that_is_none_is_refused(asking: Asking) -> None:
    answer = asking.ask(SEARCH, text="burglary", kind=["Targets"])

    (error,) = answer.errors
    assert error["extensions"]["reason"] == "ARGUMENT"
    assert "'Targets' is no kind of record" in error["message"]
    assert answer.data is None


def test_a_source_leads_to_the_records_that_are_taken_from_it(asking: Asking) -> None:
    page = """query R($first: Int, $after: Cursor) {
      sources(filter: { reference: "EXS-SOURCE-DECISIONS" }) { nodes {
        records(first: $first, after: $after) {
          totalCount nodes { __typename reference source { reference } }
          pageInfo { hasNextPage endCursor }
        } } } }"""

    def read(**asked: Any) -> Any:
        return asking.data(page, **asked)["sources"]["nodes"][0]["records"]

    whole = read(first=100)
    first = read(first=4)
    then = read(first=4, after=first["pageInfo"]["endCursor"])

    assert whole["totalCount"] == len(whole["nodes"]) == 7
    assert first["nodes"] + then["nodes"] == whole["nodes"]
    assert {node["__typename"] for node in whole["nodes"]} == {"Citation", "Decision"}
    assert {node["source"]["reference"] for node in whole["nodes"]} == {"EXS-SOURCE-DECISIONS"}


def test_a_target_names_the_assigned_targets_that_it_adapts_or_scraps(asking: Asking) -> None:
    nodes = asking.data("{ targets { nodes { reference assigned { reference } } } }")["targets"]

    assert {n["reference"]: n["assigned"] for n in nodes["nodes"] if n["assigned"]} == {
        "EXS-T1": [{"reference": "EXS-AT-1"}],
        "EXS-T5": [{"reference": "EXS-AT-2"}],
    }
