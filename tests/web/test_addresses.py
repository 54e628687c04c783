"""Addresses that are nearly right, and those that are not: never by the request's ``Host``."""

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import PAGE

NEGOTIATIONS = "/data/negotiations-exs-laa-2007"


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/data", "/data/"),
        ("/data/registry", "/data/registry/"),
        (f"{NEGOTIATIONS}/releases/1.0.0", f"{NEGOTIATIONS}/releases/1.0.0/"),
        (f"{NEGOTIATIONS}/latest", f"{NEGOTIATIONS}/latest/"),
        (f"{NEGOTIATIONS}/feed.atom/", f"{NEGOTIATIONS}/feed.atom"),
        (f"{NEGOTIATIONS}/changes/?since=3", f"{NEGOTIATIONS}/changes?since=3"),
        ("/targets/EXS-T1/", "/targets/EXS-T1"),
        ("/targets/EXS-T1/?cite=csl", "/targets/EXS-T1?cite=csl"),
        ("/requests/EXS-P1/1/", "/requests/EXS-P1/1"),
        ("/catalog/", "/catalog"),
        ("/log/checkpoint/", "/log/checkpoint"),
        ("/graphql/form/", "/graphql/form"),
    ],
)
def test_a_slash_too_many_or_too_few_is_put_right(
    client: TestClient, address: str, other: str
) -> None:
    asking = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    answer = client.get(address, headers=asking)

    assert (answer.status_code, answer.headers["location"]) == (308, other)
    assert client.get(other, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("/favicon.ico", "/regions", "/regions/", "/anything", "/anything/", "/anything/at/all/"),
        *("/data/nothing", "/targets/NONE/", "//evil.example", "//evil.example/", "/data//"),
        f"{NEGOTIATIONS}/releases/9.9.9",
        f"{NEGOTIATIONS}/latest/nothing.csv/",
    ],
)
def test_where_nothing_is_the_first_answer_says_so(client: TestClient, address: str) -> None:
    answer = client.get(f"https://answerable.example{address}", headers={"host": "evil.example"})

    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_only_what_is_read_is_redirected(client: TestClient) -> None:
    assert client.post("/data").status_code == 404


@pytest.mark.parametrize("address", ["/graphql", "/graphql/"])
def test_questions_are_answered_with_and_without_the_slash(
    client: TestClient, address: str
) -> None:
    answer = client.post(address, json={"query": "{ __typename }"}).json()

    assert answer["data"] == {"__typename": "Query"}
    assert client.get(f"{address}?query={{__typename}}").status_code == 200


def test_a_browser_is_led_to_the_ide(client: TestClient) -> None:
    answer = client.get("/graphql/", headers=PAGE)

    assert (answer.status_code, answer.headers["location"]) == (308, "/graphql")


@pytest.mark.parametrize(
    "address",
    ["/", "/graphql", "/graphql/form", "/data/", "/targets/EXS-T1", "/catalog.ttl", "/robots.txt"],
)
def test_head_is_answered_wherever_get_is(client: TestClient, address: str) -> None:
    got, head = client.get(address, headers=PAGE), client.head(address, headers=PAGE)

    assert (head.status_code, head.content) == (got.status_code, b"")
    assert got.status_code == 200
