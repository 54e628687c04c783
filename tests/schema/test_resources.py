"""Every record has a key, a title and an address that leads to it, whatever its kind."""

from typing import Any

import pytest
from sqlalchemy import select

from registry.models import TABLES
from registry.vocabulary import read_uri, uri_of
from tests.schema.asking import Asking

BASE = "http://127.0.0.1:8000"
RESOURCE = """query R($uri: URI!, $asOf: Date, $knownAt: DateTime) {
  resource(uri: $uri, asOf: $asOf, knownAt: $knownAt) {
    __typename key title uri reference history { totalCount }
  }
}"""
FRAGMENT = "... on Target { lead { partner { reference } } }"
LED = RESOURCE.replace("__typename", f"__typename {FRAGMENT}")


def test_every_address_on_the_record_leads_to_its_record(asking: Asking) -> None:
    with asking.registry.reading() as session:
        first = {
            kind: session.connection.execute(select(table.c.reference).limit(1)).scalar()
            for kind, table in TABLES.items()
        }
    recorded = {kind: reference for kind, reference in first.items() if reference is not None}
    assert len(recorded) > 40

    for kind, reference in recorded.items():
        uri = uri_of(BASE, kind, reference)
        found = asking.data(RESOURCE, uri=uri)["resource"]
        assert (found["uri"], found["reference"]) == (uri, reference)
        assert found["title"]
        assert found["history"]["totalCount"] >= 1


def test_every_entry_is_about_a_record(asking: Asking) -> None:
    entries, after = [], None
    while True:
        page = asking.data(
            """query C($after: Cursor) { changes(first: 100, after: $after) {
              nodes { act about { __typename title } } pageInfo { hasNextPage endCursor } } }""",
            after=after,
        )["changes"]
        entries += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert len(entries) > 200
    assert [entry for entry in entries if entry["about"] is None] == []


@pytest.mark.parametrize(
    "uri",
    [
        f"{BASE}/targets/EXS-T1",
        "HTTP://127.0.0.1:8000/targets/EXS-T1",
        f"{BASE}/targets/EXS%2DT1",
        f"{BASE}/%74argets/EXS%2dT1",
        f"{BASE}/areas/../targets/./EXS-T1",
    ],
)
def test_equivalent_addresses_lead_to_one_record(asking: Asking, uri: str) -> None:
    assert asking.data(RESOURCE, uri=uri)["resource"]["reference"] == "EXS-T1"
    by = asking.data("query T($u: URI!) { target(by: { uri: $u }) { reference } }", u=uri)
    assert by == {"target": {"reference": "EXS-T1"}}


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "targets/EXS-T1",
        "https://127.0.0.1:8000/targets/EXS-T1",
        "http://127.0.0.1/targets/EXS-T1",
        f"{BASE}/targets/exs-t1",
        f"{BASE}/targets/EXS%2FT1",
        f"{BASE}/targets/EXS-T1?on=yesterday",
        f"{BASE}/targets/EXS-T1?cite=text",
        f"{BASE}/targets/EXS-T1#lead",
        f"{BASE}/entries/1",
        f"{BASE}/targets/%zz",
        f"{BASE}/targets/%",
        f"{BASE}/../../targets/EXS-T1%00",
    ],
)
def test_other_addresses_lead_to_none(asking: Asking, uri: str) -> None:
    assert asking.data(RESOURCE, uri=uri) == {"resource": None}


@pytest.mark.parametrize("placed", [False, True], ids=["in a variable", "in the document"])
def test_an_address_with_a_day_leads_to_the_record_of_that_day(
    asking: Asking, placed: bool
) -> None:
    def led(uri: str) -> Any:
        if placed:
            return asking.data(LED.replace("uri: $uri", f'uri: "{uri}"').replace("$uri: URI!,", ""))
        return asking.data(LED, uri=uri)

    then, later = (
        led(f"{BASE}/targets/EXS-T1?on={day}")["resource"] for day in ("2007-05-01", "2009-01-01")
    )

    assert then["lead"]["partner"]["reference"] == "EXS-POLICE"
    assert later["lead"]["partner"]["reference"] == "EXS-COUNCIL"
    assert then["key"].endswith("@2007-05-01")
    assert then["uri"] == later["uri"] == f"{BASE}/targets/EXS-T1"


KEYS = """query K($by: TargetBy!, $asOf: Date, $knownAt: DateTime) {
  target(by: $by, asOf: $asOf, knownAt: $knownAt) { id key lead { partner { id key } } }
}"""


@pytest.mark.parametrize(
    ("times", "behind"),
    [
        ({}, ""),
        ({"asOf": "2007-05-01"}, "@2007-05-01"),
        ({"knownAt": "2027-01-01T01:00:00+01:00"}, "@@2027-01-01T00:00:00.000000Z"),
        (
            {"asOf": "2007-05-01", "knownAt": "2027-01-01T00:00:00Z"},
            "@2007-05-01@2027-01-01T00:00:00.000000Z",
        ),
    ],
)
def test_a_key_is_the_id_with_the_times_that_were_asked_for(
    asking: Asking, times: dict[str, str], behind: str
) -> None:
    target = asking.data(KEYS, by={"reference": "EXS-T1"}, **times)["target"]

    assert target["key"] == target["id"] + behind
    if target["lead"]["partner"]:
        assert target["lead"]["partner"]["key"] == target["lead"]["partner"]["id"] + behind


def test_the_history_of_a_part_is_of_the_entries_that_made_it(asking: Asking) -> None:
    found = asking.data(
        """query H($uri: URI!) { resource(uri: $uri) {
          title history { nodes { act about { reference } } } } }""",
        uri=f"{BASE}/milestones/EXS-T1/2007-08",
    )["resource"]

    assert found == {
        "title": "Milestone EXS-T1/2007-08",
        "history": {"nodes": [{"act": "MilestoneSet", "about": {"reference": "EXS-T1"}}]},
    }


TIMES = """query T($id: ID!, $ids: [ID!]!, $uri: URI!, $on: Date, $known: DateTime) {
  node(id: $id, asOf: $on, knownAt: $known) { ... on Target { lead { partner { reference } } } }
  nodes(ids: $ids, asOf: $on, knownAt: $known) { ... on Target { lead { partner { reference } } } }
  resource(uri: $uri, asOf: $on, knownAt: $known) { ... on Target { lead { state } reference } }
}"""


def test_both_times_are_asked_of_any_kind_of_record(asking: Asking) -> None:
    target = asking.data('{ target(by: { reference: "EXS-T1" }) { id uri } }')["target"]
    names = {"id": target["id"], "ids": [target["id"]], "uri": target["uri"]}
    police = {"lead": {"partner": {"reference": "EXS-POLICE"}}}

    then = asking.data(TIMES, **names, on="2007-05-01")
    before = asking.data(TIMES, **names, known="2020-01-01T00:00:00Z")

    assert (then["node"], then["nodes"]) == (police, [police])
    assert before == {"node": None, "nodes": [None], "resource": None}


def test_findings_are_those_that_were_known_then(asking: Asking) -> None:
    count = "query F($known: DateTime) { findings(knownAt: $known) { totalCount } }"

    assert asking.data(count, known="2020-01-01T00:00:00Z")["findings"]["totalCount"] == 0
    now = asking.data(count)["findings"]["totalCount"]
    assert asking.data(count, known="2027-01-01T00:00:00Z")["findings"]["totalCount"] == now > 0


def test_addresses_are_compared_as_the_base_address_is_written() -> None:
    base = "https://Gov.example/register"

    assert read_uri(base, "https://gov.EXAMPLE:443/register/areas/A%2fB") is None
    assert read_uri(base, "https://gov.EXAMPLE:443/register/areas/%41/B") == ("areas", "A/B")
    assert read_uri(base, "https://gov.example/areas/A") is None


@pytest.mark.parametrize("kind", ["areas", "partners", "goals", "agreements", "targets", "sources"])
def test_every_list_can_be_asked_for_some_references(asking: Asking, kind: str) -> None:
    every = asking.data(f"{{ {kind} {{ nodes {{ reference }} }} }}")[kind]["nodes"]
    wanted = [node["reference"] for node in every[1:3]]

    page = f"{kind}(filter: {{ reference: $r }}) {{ nodes {{ reference }} }}"
    found = asking.data(f"query L($r: [String!]) {{ {page} }}", r=[*wanted, "NONE"])
    assert [node["reference"] for node in found[kind]["nodes"]] == wanted
