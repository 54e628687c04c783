"""What the app counts of itself is told to the machine itself, and to who has the token."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

import web
from registry import Settings
from tests.web.conftest import BASE, HERE, OWN_NAME

# Nobody else asks it: a document that was asked before costs less.
QUESTION = {"query": "{ areas(first: 1) { nodes { name } } } # for the metrics"}


def told(client: TestClient) -> dict[tuple[str, ...], float]:
    """Every sample by its name and its labels' values."""
    text = client.get("/-/metrics").text
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_questions_and_the_ledger_are_counted(settings: Settings) -> None:
    with TestClient(web.app(settings), base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        for _ in range(2):
            client.post("/graphql", json=QUESTION)
        client.post("/graphql", json={"query": "{ nothing }"})
        client.get("/data/nothing/")
        client.get("/no/such/address")
        client.request("BREW", "/data/")
        entries = client.get("/graphql?query={meta{entries}}").json()["data"]["meta"]["entries"]
        found = told(client)

    assert found["answerable_requests_total", "POST", "/graphql", "200"] == 3
    assert found["answerable_requests_total", "GET", "/data/{dataset}/", "404"] == 1
    assert found["answerable_requests_total", "other", "/data/", "405"] == 1
    assert found["answerable_request_seconds_count", "/graphql"] == 4
    assert found["answerable_request_seconds_bucket", "+Inf", "/graphql"] == 4
    assert found["answerable_request_seconds_sum", "/graphql"] > 0
    assert found["answerable_questions_total", "answered", ""] == 2
    assert found["answerable_questions_total", "kept", ""] == 1
    assert found["answerable_questions_total", "refused", "INVALID"] == 1
    # Three documents to read, and what they ask for: 4, nothing but a wrong field, and 2.
    assert found["answerable_question_points_total",] == 3 * 500 + 4 + 1 + 2
    assert found["answerable_ledger_entries",] == entries
    assert found["answerable_requests_in_flight",] == 1
    assert found["answerable_questions_at_work",] == 0


def test_each_app_counts_for_itself(settings: Settings) -> None:
    with TestClient(web.app(settings), base_url=BASE, client=HERE, headers=OWN_NAME) as other:
        other.post("/graphql", json=QUESTION)
    with TestClient(web.app(settings), base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        assert ("answerable_requests_total", "POST", "/graphql", "200") not in told(client)


def test_metrics_are_told_without_a_database(without_database: TestClient) -> None:
    assert told(without_database)["answerable_ledger_entries",] == 0


@pytest.mark.parametrize(
    ("token", "shown", "status"),
    [
        (None, None, 403),
        (None, "", 403),
        ("secret", None, 403),
        ("secret", "Secret", 403),
        ("secret", "secret", 200),
    ],
)
def test_others_need_the_token(
    settings: Settings, token: str | None, shown: str | None, status: int
) -> None:
    app = web.app(replace(settings, metrics_token=token))
    headers = {} if shown is None else {"authorization": f"Bearer {shown}"}
    with TestClient(app, base_url=BASE, client=("192.0.2.1", 50_000)) as client:
        answer = client.get("/-/metrics", headers=headers)

    assert answer.status_code == status
    if status == 403:
        assert answer.json()["errors"][0]["extensions"] == {
            "code": "FORBIDDEN",
            "reason": "FORBIDDEN",
        }


def test_every_metric_is_written_down(client: TestClient) -> None:
    text = (Path(web.__file__).parents[1] / "docs/how-to/run.md").read_text(encoding="utf-8")
    client.get("/graphql?query={__typename}")
    names = {name for (name, *_) in told(client) if name.startswith("answerable_")}
    plain = {re.sub(r"_(bucket|count|sum)$", "", name) for name in names}

    assert plain == set(re.findall(r"^\| `(answerable_\w+)` \|", text, re.MULTILINE))
