"""Clients ask so much in a minute and no more; who asks too much is told when to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

import web
from registry import Rates, Settings
from tests.web.conftest import BASE, OWN_NAME, PAGE

QUESTION = "{ areas(first: 1) { nodes { name } } }"
# To be read and planned, to be answered: areas, nodes, name, and one area.
UNSEEN, ANSWER = 500, 4


@contextmanager
def site(
    settings: Settings, host: str = "192.0.2.1", name: str = OWN_NAME["host"], **rates: int
) -> Iterator[TestClient]:
    # Seconds differ from run to run: they are free where figures are compared.
    limited = replace(settings, rates=Rates(**{"second": 0, **rates}))
    app, asked = web.app(limited), {"host": name}
    with TestClient(app, base_url=BASE, client=(host, 50_000), headers=asked) as client:
        yield client


def ask(client: TestClient, query: str = QUESTION, **headers: str) -> Any:
    return client.get("/graphql", params={"query": query}, headers=headers)


def test_requests_are_counted_told_and_refused_with_the_time_to_wait(settings: Settings) -> None:
    with site(settings, requests=3, points=0) as client:
        answers = [ask(client) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit"] for answer in answers[:3]] == [
        '"requests";r=2',
        '"requests";r=1',
        '"requests";r=0',
    ]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"requests";q=3;w=60'}
    refused = answers[-1]
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    (error,) = refused.json()["errors"]
    assert error["extensions"] == {
        "code": "RATE_LIMITED",
        "reason": "REQUESTS",
        "retryAfter": int(refused.headers["retry-after"]),
    }
    assert error["message"].startswith("This client has made its 3 requests a minute")
    assert refused.headers["access-control-allow-origin"] == "*"


def test_pages_and_files_count_as_requests_and_health_does_not(settings: Settings) -> None:
    with site(settings, requests=2) as client:
        for _ in range(5):
            assert client.get("/-/health").status_code == 200
        assert client.get("/data/").status_code == 200
        assert client.get("/static/answerable.css").status_code == 200
        page = client.get("/", headers=PAGE)
        file = client.get("/data/nothing/latest/a.csv")

    assert (page.status_code, file.status_code) == (429, 429)
    assert "Too many requests" in page.text
    assert "content-security-policy" in page.headers
    assert file.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert "retry-after" in file.headers


def test_a_question_costs_points_once_and_what_is_kept_costs_none(settings: Settings) -> None:
    with site(settings, points=1_000) as client:
        first = ask(client, QUESTION + " # once")
        kept = ask(client, QUESTION + " # once")
        etag = {"if-none-match": first.headers["etag"]}
        unchanged = ask(client, QUESTION + " # once", **etag)
        other = ask(client, QUESTION + " # otherwise")
        late = ask(client, QUESTION + " # once")
        media = "application/graphql-response+json"
        refused = ask(client, QUESTION + " # again", accept=media)

    assert [a.status_code for a in (first, kept, unchanged, other, late)] == [
        200,
        200,
        304,
        429,
        200,
    ]
    assert first.headers["ratelimit-policy"] == (
        '"requests";q=600;w=60, "points";q=1000;w=60;qu="points"'
    )
    left = 1_000 - UNSEEN - ANSWER
    assert first.headers["ratelimit"] == f'"requests";r=599, "points";r={left}'
    assert kept.headers["ratelimit"] == '"requests";r=598'
    (error,) = other.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == (
        "RATE_LIMITED",
        "POINTS",
    )
    assert int(other.headers["retry-after"]) == error["extensions"]["retryAfter"]
    assert "data" not in other.json()
    assert refused.status_code == 429


def test_a_question_that_costs_more_than_a_minute_brings_takes_all_of_it(
    settings: Settings,
) -> None:
    with site(settings, points=100) as client:
        # To be read it took all that there was, and nothing is left for the answer.
        assert ask(client, QUESTION + " # dear").status_code == 429

    with site(settings, points=UNSEEN + 50) as client:
        answer = ask(client, "{ areas(first: 40) { nodes { id } } }")
        assert answer.status_code == 200
        assert answer.headers["ratelimit"].endswith('"points";r=7')


def test_everybody_has_their_own_and_a_token_has_one_wherever_it_is_used(
    settings: Settings,
) -> None:
    app = web.app(replace(settings, rates=Rates(requests=2, points=0)))

    def asked(host: str, **headers: str) -> int:
        with TestClient(app, base_url=BASE, client=(host, 50_000)) as client:
            return int(ask(client, **headers).status_code)

    assert [asked("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert asked("192.0.2.2") == 200
    # One network of IPv6 is one client; a new token does not make a new one.
    assert [asked(f"2001:db8::{i}") for i in range(3)] == [200, 200, 429]
    assert asked("2001:db8::9", authorization="Bearer fresh") == 429
    assert asked("2001:db8:0:1::1") == 200
    token = {"authorization": "Bearer mine"}
    assert [asked(f"198.51.100.{i}", **token) for i in range(3)] == [200, 200, 429]


def test_the_machine_itself_is_not_counted_unless_it_is_to_be(settings: Settings) -> None:
    with site(settings, "127.0.0.1", requests=1) as client:
        answers = [ask(client) for _ in range(3)]
        assert {answer.status_code for answer in answers} == {200}
        assert "ratelimit" not in answers[0].headers
        # Behind a proxy that nobody named, everybody would be the machine.
        forwarded = {"x-forwarded-for": "192.0.2.9"}
        assert [ask(client, **forwarded).status_code for _ in range(2)] == [200, 429]

    with site(settings, "127.0.0.1", "answerable.example", requests=1) as client:
        assert [ask(client).status_code for _ in range(2)] == [200, 429]
        assert client.get("/-/metrics").status_code == 403

    counted = replace(settings, rate_loopback=True)
    with site(counted, "::1", requests=1) as client:
        assert [ask(client).status_code for _ in range(2)] == [200, 429]


def test_without_limits_nothing_is_counted(settings: Settings) -> None:
    with site(settings, requests=0, points=0) as client:
        answer = ask(client)

    assert answer.status_code == 200
    assert "ratelimit-policy" not in answer.headers


def test_a_shared_store_that_is_gone_refuses_nobody_and_is_left_alone(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    gone = replace(settings, rate_store="redis://127.0.0.1:1/0")
    with site(gone, requests=1) as client:
        answers = [ask(client, f"{QUESTION} # {i}") for i in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [record.message[:30] for record in caplog.records].count(
        "clients are not counted: the s"
    ) == 1
