"""Tables of answers say what the API says, are told apart from records, and leave proofs whole."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import schema
from ingest.packages import import_packages, sample_packages
from publish import releases_folder
from publish.package.audit import audit_packages
from publish.proof import check_release
from registry import Damaged, Registry, Settings
from tests.support.publishing import publish_unaudited

BASE = "https://registry.example"
WANTED = ("england", "exampleshire", "bath-and-north-east-somerset")
TARGETS = """
query($after: Cursor) { targets(first: 100, after: $after) {
  nodes { reference uri lead { state stated partners { reference } } protocol { reference }
          allocations { amount { amount } } findings { kind } }
  pageInfo { endCursor hasNextPage } } }
"""
PROPOSALS = """
query($after: Cursor) { proposals(first: 100, after: $after) {
  nodes { reference uri status daysWaiting by { reference } responses { by { reference } } }
  pageInfo { endCursor hasNextPage } } }
"""


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    registry = Registry.open(database_url)
    import_packages(registry, [path for path in sample_packages() if path.name in WANTED])
    yield registry
    registry.close()


@pytest.fixture
def settings(registry: Registry, tmp_path: Path) -> Settings:
    """Where that registry is published."""
    settings = Settings(data_dir=tmp_path, database_url=registry.url, base_url=BASE)
    publish_unaudited(registry, settings)
    return settings


def rows(settings: Settings, dataset: str, table: str) -> dict[str, dict[str, str]]:
    path = releases_folder(settings.data_dir) / dataset / "1.0.0" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["reference"]: row for row in csv.DictReader(file)}


def ask_all(registry: Registry, settings: Settings, query: str) -> Iterator[dict[str, Any]]:
    """Ask page by page."""
    after = None
    while True:
        request = schema.GraphQLRequest(query, {"after": after})
        answer = schema.execute(registry, settings, request)
        assert not answer.errors
        assert answer.data is not None
        (page,) = answer.data.values()
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def test_who_answers_is_what_the_api_answers(registry: Registry, settings: Settings) -> None:
    table = rows(settings, "registry", "who_answers")
    told = {one["reference"]: one for one in ask_all(registry, settings, TARGETS)}

    assert table.keys() == told.keys()
    for reference, row in table.items():
        answer, end = told[reference], "_at_end" if row["lead_state"] == "ENDED" else ""
        partners = sorted(one["reference"] for one in answer["lead"]["partners"])
        assert row["uri"] == answer["uri"]
        assert row["lead_state"] == answer["lead"]["state"]
        assert row[f"lead{end}_stated"] == (answer["lead"]["stated"] or "")
        assert row[f"lead{end}_partners"] == "; ".join(partners)
        assert row["protocol"] == (answer["protocol"] or {"reference": ""})["reference"]
        given = sum(Decimal(one["amount"]["amount"]) for one in answer["allocations"])
        assert row["allocated"] == f"{given:.2f}"
        kinds = sorted({finding["kind"] for finding in answer["findings"]})
        assert row["findings"] == "; ".join(kinds)


def test_a_target_that_has_ended_has_a_lead_at_its_end_and_none_today(settings: Settings) -> None:
    row = rows(settings, "registry", "who_answers")["EXS-T1"]

    assert (row["until"], row["lead_state"], row["lead_stated"]) == ("2010-04-01", "ENDED", "")
    assert row["lead_at_end_partners"] == "EXS-COUNCIL"
    assert (row["protocol"], row["allocated"]) == ("EXS-PROTOCOL-T1", "1200000.00")
    assert row["standing"] == "FICTIONAL"


@pytest.mark.parametrize("dataset", ["registry", "negotiations-bas-laa-2008"])
def test_proposals_say_what_the_api_says(
    registry: Registry, settings: Settings, dataset: str
) -> None:
    table = rows(settings, dataset, "proposals_with_responses")
    told = {one["reference"]: one for one in ask_all(registry, settings, PROPOSALS)}

    assert table.keys() == rows(settings, dataset, "proposals").keys()
    for reference, row in table.items():
        answer, days = told[reference], told[reference]["daysWaiting"]
        assert (row["uri"], row["status"]) == (answer["uri"], answer["status"])
        assert row["days_waiting"] == ("" if days is None else str(days))
        assert row["by"] == answer["by"]["reference"]
        responders = sorted({one["by"]["reference"] for one in answer["responses"]})
        assert row["responders"] == "; ".join(responders)


def test_responses_are_counted_beside_their_outcomes(settings: Settings) -> None:
    responses = rows(settings, "registry", "responses").values()
    table = rows(settings, "registry", "proposals_with_responses")

    assert sum(int(row["responses"]) for row in table.values()) == len(responses)
    for row in table.values():
        mine = [one for one in responses if one["proposal"] == row["reference"]]
        assert row["outcomes"] == "; ".join(sorted({one["outcome"] for one in mine}))


def test_they_are_no_records_to_the_proof_and_the_sums_vouch_for_them(settings: Settings) -> None:
    folder = releases_folder(settings.data_dir) / "registry/1.0.0"
    counted = json.loads((folder / "rows.json").read_text(encoding="utf-8"))["rows"]

    audit_packages([folder])
    check_release(folder)
    assert not {"who_answers", "proposals_with_responses"} & counted.keys()

    table = folder / "who_answers.csv"
    table.write_bytes(table.read_bytes().replace(b"EXS-COUNCIL", b"EXS-POLICE_", 1))
    with pytest.raises(Damaged, match="who_answers"):
        check_release(folder)


def test_the_same_record_gives_the_same_rows(registry: Registry, settings: Settings) -> None:
    again = publish_unaudited(registry, settings)

    assert again.made == ()
