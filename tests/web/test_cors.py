"""Programs in pages of any origin may read whatever is public, refusals included."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

import web
from registry import Rates, Settings
from tests.web.conftest import BASE

ELSEWHERE = {"origin": "https://elsewhere.example"}
NEGOTIATIONS = "/data/negotiations-exs-laa-2007"
ADDRESSES = [
    "/",
    "/graphql/",
    "/graphql/schema.graphql",
    "/catalog",
    "/catalog.ttl",
    "/data.json",
    "/data/",
    f"{NEGOTIATIONS}/",
    f"{NEGOTIATIONS}/changes",
    f"{NEGOTIATIONS}/releases.json",
    f"{NEGOTIATIONS}/latest/areas.csv",
    f"{NEGOTIATIONS}/releases/1.0.0/areas.csv",
    "/log/checkpoint",
    "/log/entries",
    "/robots.txt",
    "/static/answerable.css",
    "/targets/EXS-T1",
    "/targets/EXS-T1?cite=csl",
    "/targets/NONE",
    "/nowhere",
    "/-/ready",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_may_be_read_from_any_origin(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=ELSEWHERE)

    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"etag", "link", "retry-after", "ratelimit", "content-range"} <= set(exposed)
    assert "access-control-allow-credentials" not in answer.headers


def test_what_a_cache_keeps_serves_every_origin(client: TestClient) -> None:
    assert client.get("/targets/EXS-T1").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("address", [*ADDRESSES, "/graphql", "/graphql/form"])
def test_a_preflight_is_never_refused(client: TestClient, address: str) -> None:
    asking = {
        **ELSEWHERE,
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization,if-none-match,range",
    }
    answer = client.options(address, headers=asking)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "*, authorization"
    assert "GET" in answer.headers["access-control-allow-methods"]


def test_only_questions_are_posted(client: TestClient) -> None:
    allowed = {at: client.options(at).headers["allow"] for at in ("/graphql/form", "/data/")}

    assert allowed == {
        "/graphql/form": "GET, HEAD, OPTIONS, POST",
        "/data/": "GET, HEAD, OPTIONS",
    }


def test_refusals_for_the_rate_can_be_read_and_preflights_are_not_counted(
    settings: Settings,
) -> None:
    limited = replace(settings, rates=Rates(requests=1, points=0))
    with TestClient(web.app(limited), base_url=BASE, client=("192.0.2.1", 50_000)) as client:
        asking = {**ELSEWHERE, "access-control-request-method": "POST"}
        before = [client.options("/graphql", headers=asking).status_code for _ in range(3)]
        first, *refused = [client.get(at, headers=ELSEWHERE) for at in ("/data/", *ADDRESSES)]
        after = client.options("/graphql", headers=asking).status_code

    assert (before, first.status_code, after) == ([204] * 3, 200, 204)
    assert {answer.status_code for answer in refused} == {429}
    assert {answer.headers["access-control-allow-origin"] for answer in refused} == {"*"}
    assert all("retry-after" in answer.headers for answer in refused)


def test_what_goes_wrong_inside_can_be_read_as_well(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("web.site.record_counts.read_position", fail)
    answer = TestClient(client.app, raise_server_exceptions=False).get("/", headers=ELSEWHERE)

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (500, "*")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in answer.headers


def test_the_metrics_are_for_no_page_of_others(client: TestClient) -> None:
    answer = client.get("/-/metrics", headers=ELSEWHERE)

    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_events_may_be_read_from_any_origin(client: TestClient) -> None:
    asking = {**ELSEWHERE, "accept": "text/event-stream"}
    answer = client.get("/graphql?query={__typename}", headers=asking)

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["access-control-allow-origin"] == "*"
