"""``/data/{dataset}/changes``: what a copy needs to keep up."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

import opendata.changes_feed
import web
from registry import Rates, Registry, Settings
from registry.ledger import read_entries, read_position
from tests.web.conftest import BASE

NEGOTIATIONS = "negotiations-exs-laa-2007"


def told(client: TestClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


@contextmanager
def stranger(settings: Settings, points: int) -> Iterator[TestClient]:
    """A client that is counted; seconds are free, since they differ from run to run."""
    counted = replace(settings, rates=Rates(points=points, second=0))
    with TestClient(web.app(counted), base_url=BASE, client=("192.0.2.1", 50_000)) as client:
        yield client


def left(answer: Any) -> int:
    """How many points the client has left."""
    return int(answer.headers["ratelimit"].rpartition('"points";r=')[2])


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


def test_each_act_costs_a_point(settings: Settings) -> None:
    with stranger(settings, points=100) as client:
        answer = client.get(f"/data/registry/changes?since={newest(settings) - 30}")

    # To begin costs one, too, which may have come back by now.
    assert answer.text.count("\n") == 30
    assert left(answer) in (69, 70)


def test_what_brings_nothing_costs_next_to_nothing(settings: Settings) -> None:
    address = "/data/registry/changes"
    with stranger(settings, points=100) as client:
        head = client.head(address)
        unchanged = client.get(address, headers={"if-none-match": head.headers["etag"]})

    assert (head.status_code, head.content, unchanged.status_code) == (200, b"", 304)
    assert left(head) >= 99
    assert left(unchanged) >= 98


def test_who_has_too_few_points_is_refused_and_sent_nothing(settings: Settings) -> None:
    with stranger(settings, points=100) as client:
        first = client.get(f"/data/registry/changes?since={newest(settings) - 60}")
        second = client.get(f"/data/registry/changes?since={newest(settings) - 60}")

    assert (first.status_code, second.status_code) == (200, 429)
    (error,) = second.json()["errors"]
    after = int(second.headers["retry-after"])
    assert error["extensions"] == {
        "code": "RATE_LIMITED",
        "reason": "POINTS",
        "retryAfter": after,
    }
    assert error["message"].startswith("This client has spent the points of this minute")
    assert 1 <= after <= 60


def test_later_pages_are_charged_as_they_are_sent(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opendata.changes_feed, "PAGE", 20)
    last = newest(settings)
    with stranger(settings, points=200) as client:
        answer = client.get(f"/data/registry/changes?since={last - 90}")
        after = client.get(f"/data/registry/changes?since={last}")

    numbers = [json.loads(line)["number"] for line in answer.text.splitlines()]
    assert numbers == list(range(last - 89, last + 1))
    # The first page; then all of it, a turn for each page, and asking again: less what came back.
    assert left(answer) in (179, 180)
    assert left(after) in range(200 - 96, 179)
