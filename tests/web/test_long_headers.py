"""Headers that list alternatives may be long; to read them is no work to speak of."""

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import PAGE
from web.graphql.content_negotiation import media_type, takes_encoding

QUESTION = {"query": "{ __typename }"}


def test_a_tag_among_many_is_found(client: TestClient) -> None:
    etag = client.get("/graphql", params=QUESTION).headers["etag"]
    others = ", ".join(f'"{number}"' for number in range(6_000))

    known = client.get("/graphql", params=QUESTION, headers={"if-none-match": f"{others}, {etag}"})
    unknown = client.get("/graphql", params=QUESTION, headers={"if-none-match": others})

    assert (known.status_code, unknown.status_code) == (304, 200)


def test_pages_find_a_tag_among_many_too(client: TestClient) -> None:
    etag = client.get("/data/", headers=PAGE).headers["etag"]
    others = ", ".join(f'"{number}"' for number in range(6_000))

    assert client.get("/data/", headers={**PAGE, "if-none-match": others}).status_code == 200
    known = {**PAGE, "if-none-match": f"{others}, {etag}"}
    assert client.get("/data/", headers=known).status_code == 304


@pytest.mark.parametrize("padding", ["text/plain;q=0.1,", "a,", ";,"])
def test_alternatives_are_read_for_2_000_characters(padding: str) -> None:
    within, beyond = padding * (1_900 // len(padding)), padding * (60_000 // len(padding))

    assert media_type(f"{within}application/json") == "application/json"
    assert media_type(f"application/json,{beyond}") == "application/json"
    assert media_type(f"{beyond}application/json") is None
    assert takes_encoding(f"{within}gzip", "gzip")
    assert not takes_encoding(f"{beyond}gzip", "gzip")


def test_one_alternative_that_is_too_long_is_none() -> None:
    assert media_type("a" * 60_000) is None
    assert media_type("application/json;" + "a=b;" * 15_000) is None
