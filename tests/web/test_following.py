"""``/data/{dataset}/changes``: what a copy needs to keep up."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from registry import Registry, Settings
from registry.ledger import read_entries, read_position

NEGOTIATIONS = "negotiations-exs-laa-2007"


def told(client: TestClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def newest(settings: Settings) -> int:
    with Registry.open(settings.database_url).reading() as session:
        return read_position(session.connection).number


def test_the_registry_tells_every_act_in_order(client: TestClient, settings: Settings) -> None:
    lines = told(client, "/data/registry/changes")

    with Registry.open(settings.database_url).reading() as session:
        entries = list(read_entries(session.connection))
    assert [line["number"] for line in lines] == [entry.number for entry in entries]
    assert [line["hash"] for line in lines] == [entry.hash for entry in entries]
    assert [line["payload"] for line in lines] == [json.loads(entry.payload) for entry in entries]


def test_whoever_knows_some_is_told_the_rest(client: TestClient, settings: Settings) -> None:
    last = newest(settings)

    lines = told(client, f"/data/registry/changes?since={last - 2}")

    assert [line["number"] for line in lines] == [last - 1, last]
    assert told(client, f"/data/registry/changes?since={last}") == []


def test_a_dataset_tells_only_what_concerns_its_records(client: TestClient) -> None:
    lines = told(client, f"/data/{NEGOTIATIONS}/changes")

    proposals = {line["about"] for line in lines if line["about_kind"] == "proposals"}
    everything = told(client, "/data/registry/changes")
    assert proposals == {line["about"] for line in everything if line["act"] == "ProposalMade"}
    assert {line["number"] for line in lines} < {line["number"] for line in everything}


def test_an_act_says_which_record_it_is_about(client: TestClient) -> None:
    line = next(
        line for line in told(client, "/data/registry/changes") if line["act"] == "AgreementMade"
    )

    assert (line["about_kind"], line["redacted_by"]) == ("agreements", None)
    assert line["uri"] == f"https://answerable.example/agreements/{line['about']}"
    assert line["payload"]["reference"] == line["about"]


def test_the_link_leads_on_from_what_was_told(client: TestClient, settings: Settings) -> None:
    answer = client.get("/data/registry/changes")

    following = f"/data/registry/changes?since={newest(settings)}"
    assert answer.headers["link"] == f'<{following}>; rel="next"'
    assert client.get(following).text == ""


def test_nothing_new_is_said_without_a_body(client: TestClient) -> None:
    etag = client.get("/data/registry/changes").headers["etag"]

    again = client.get("/data/registry/changes", headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("since", ["-1", "x", "1.5", "99999999"])
def test_a_number_that_is_none_is_refused(client: TestClient, since: str) -> None:
    answer = client.get(f"/data/registry/changes?since={since}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"].startswith("Give since as a whole number from 0")


def test_an_unknown_dataset_has_no_changes(client: TestClient) -> None:
    assert client.get("/data/nothing/changes").status_code == 404
