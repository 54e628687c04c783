"""Filters take words as search does: one meaning of words everywhere, in both databases."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from registry.acts import (
    AgreementRevised,
    AreaRecorded,
    PartnerRecorded,
    RevisionConsented,
    TargetChanged,
)
from registry.vocabulary import AreaKind, PartnerKind
from tests.registry.test_corrections import correction
from tests.registry.world import World, lead, setting, target, tell
from tests.schema.asking import Asking

NAMES = {
    "WYR": "Ŵyr", "LLYN": "LLŶN", "EIRE": "Éire", "MON": "YNYS MÔN FAWR", "HELENS": "St. Helens",
    "BATH": "Bath and North East Somerset", "BANES": "Bath & North Moor",
}  # fmt: skip


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    world = World(database_url)
    with closing(world.registry):
        world.record(*setting())
        world.record(
            tell(
                PartnerRecorded,
                reference="ONEILL",
                name="O’Neill & Sons",
                kind=PartnerKind.BUSINESS,
            ),
            *(
                tell(AreaRecorded, reference=key, name=name, kind=AreaKind.DISTRICT, region="R")
                for key, name in NAMES.items()
            ),
        )
        yield world


def areas(world: World, name: str, **times: str) -> list[str]:
    question = """query Q($name: String, $asOf: Date, $knownAt: DateTime) {
      areas(filter: { name: $name }, asOf: $asOf, knownAt: $knownAt) { nodes { reference } }
    }"""
    page = Asking(world.registry).data(question, name=name, **times)["areas"]
    return [node["reference"] for node in page["nodes"]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Ŵyr", ["WYR"]),
        ("wyr", ["WYR"]),
        ("LLŶN", ["LLYN"]),
        ("Llŷn", ["LLYN"]),
        ("Éire", ["EIRE"]),
        ("E\u0301ire", ["EIRE"]),
        ("YNYS MÔN FAWR", ["MON"]),
        ("mo\u0302n", ["MON"]),
        ("fawr mon", ["MON"]),
        ("St Helens", ["HELENS"]),
        ("helens, ST.", ["HELENS"]),
        ("North Bath", ["BANES", "BATH"]),
        ("Bath & North", ["BANES", "BATH"]),
        ("%", []),
        ("_", []),
    ],
)
def test_names_are_found_however_their_words_are_written(
    world: World, typed: str, found: list[str]
) -> None:
    assert areas(world, typed) == found


@pytest.mark.parametrize("typed", ["", " ", "\n\t"])
def test_a_text_that_says_nothing_is_as_if_it_were_not_there(world: World, typed: str) -> None:
    assert areas(world, typed) == sorted([*NAMES, "AREA"])


@pytest.mark.parametrize("typed", ["O'Neill", "O’NEILL", "neill o", "sons o'neill"])
def test_apostrophes_of_every_kind_are_one(world: World, typed: str) -> None:
    question = "query Q($name: String) { partners(filter: { name: $name }) { nodes { name } } }"

    found = Asking(world.registry).data(question, name=typed)["partners"]["nodes"]

    assert found == [{"name": "O’Neill & Sons"}]


WORDS = [
    "burglary", "Burglaries", "burglary fewer", "policing neighbourhood", "the", "EXS-P1", "PSA 1",
    "example PSA", "exs t1", "council’s", "&", "A&E", "*", "OR", "NOT burglary", "mon", "x" * 300,
]  # fmt: skip
KINDS = {
    "areas": ("Area", "name"),
    "partners": ("Partner", "name"),
    "agreements": ("Agreement", "text"),
    "targets": ("Target", "text"),
    "goals": ("Goal", "text"),
}


@pytest.mark.parametrize("typed", WORDS, ids=lambda typed: typed[:20])
def test_what_search_finds_the_filters_find_and_nothing_else(asking: Asking, typed: str) -> None:
    lists = " ".join(
        f"{kind}(first: 100, filter: {{ {name}: $text }}) {{ nodes {{ __typename reference }} }}"
        for kind, (_, name) in KINDS.items()
    )
    found = asking.data(
        f"""query Q($text: String!) {{
          search(text: $text, first: 100) {{ nodes {{ resource {{ __typename reference }} }} }}
          {lists}
        }}""",
        text=typed,
    )

    of_search = {
        (hit["resource"]["__typename"], hit["resource"]["reference"])
        for hit in found.pop("search")["nodes"]
        if hit["resource"]["__typename"] in {noun for noun, _ in KINDS.values()}
    }
    of_filters = {
        (node["__typename"], node["reference"]) for page in found.values() for node in page["nodes"]
    }
    assert of_filters == of_search


def test_proposals_are_found_by_the_words_of_their_text(asking: Asking) -> None:
    question = 'query { proposals(filter: { text: "detection burglary" }) { nodes { reference } } }'

    assert asking.data(question) == {"proposals": {"nodes": [{"reference": "EXS-P1"}]}}


TARGETS = """query Q($text: String, $asOf: Date, $knownAt: DateTime) {
  targets(filter: { text: $text }, asOf: $asOf, knownAt: $knownAt) {
    totalCount nodes { reference title }
  }
  agreement(by: { reference: "LAA" }, asOf: $asOf, knownAt: $knownAt) {
    targets(filter: { text: $text }) { nodes { reference } }
  }
}"""


def targets(world: World, text: str, **times: str) -> list[str]:
    found = Asking(world.registry).data(TARGETS, text=text, **times)
    references = [node["reference"] for node in found["targets"]["nodes"]]
    assert found["targets"]["totalCount"] == len(references)
    assert [node["reference"] for node in found["agreement"]["targets"]["nodes"]] == references
    return references


def test_a_target_is_found_by_the_words_that_it_had_on_the_day(world: World) -> None:
    world.record(
        target("T2", title="Fewer burglaries"),
        lead("POLICE", target="T2"),
        tell(AgreementRevised, reference="REV", agreement="LAA", title="Refresh", on="2008-04-01"),
        tell(RevisionConsented, revision="REV", partner="POLICE"),
        tell(TargetChanged, target="T2", revision="REV", field="title", value="Safer homes"),
    )

    assert targets(world, "burglary") == []
    assert targets(world, "homes safer") == ["T2"]
    assert targets(world, "burglary", asOf="2008-03-31") == ["T2"]
    assert targets(world, "homes safer", asOf="2008-03-31") == []
    assert targets(world, "t2", asOf="2008-03-31") == ["T2"]
    assert targets(world, "burglary", asOf="2008-04-01") == []
    assert targets(world, "homes safer", asOf="2008-04-01") == ["T2"]
    assert targets(world, "target t1", asOf="2008-03-31") == ["T1"]


def test_a_target_is_found_by_the_words_that_were_known_then(world: World) -> None:
    world.record(target("T2", title="Fewer burglaries"))
    before = world.position().recorded_at
    world.record(correction("targets", "T2", "title", "Fewer robberies"))

    assert targets(world, "robbery") == ["T2"]
    assert targets(world, "burglary") == []
    assert targets(world, "robbery", knownAt=before) == []
    assert targets(world, "burglary", knownAt=before) == ["T2"]
    assert targets(world, "burglary", knownAt=before, asOf="2007-05-01") == ["T2"]


def test_statistics_count_what_the_same_words_list(asking: Asking) -> None:
    found: Any = asking.data(
        """{ proposalStatistics(world: FICTIONAL, filter: { text: "burglary" }) {
               total { proposals } }
             proposals(filter: { text: "burglary" }) { totalCount } }"""
    )

    assert found["proposals"]["totalCount"] == 2
    assert found["proposalStatistics"]["total"]["proposals"] == 2
