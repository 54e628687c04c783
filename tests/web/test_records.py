"""Permanent addresses resolve, for people and for programs."""

import pytest
from starlette.testclient import TestClient

PAGE = {"accept": "text/html"}


def test_a_record_is_told_as_json_with_its_world(client: TestClient) -> None:
    told = client.get("/targets/EXS-T1").json()

    assert told["type"] == "Target"
    assert told["uri"] == "https://answerable.example/targets/EXS-T1"
    assert told["world"] == "FICTIONAL"
    assert told["record"]["standing"] == "FICTIONAL"
    assert told["record"]["agreement"] == "EXS-LAA-2007"


def test_the_address_that_the_api_gives_is_the_one_that_resolves(client: TestClient) -> None:
    question = '{ target(by: { reference: "EXS-T1" }) { uri } }'
    uri = client.post("/graphql", json={"query": question}).json()["data"]["target"]["uri"]

    assert client.get(uri).json()["uri"] == uri


def test_a_reference_may_have_parts(client: TestClient) -> None:
    told = client.get("/requests/EXS-P1/1").json()

    assert told["uri"] == "https://answerable.example/requests/EXS-P1/1"
    assert told["record"]["number"] == "1"


def test_a_page_links_to_whatever_the_record_names(client: TestClient) -> None:
    text = client.get("/targets/EXS-T1", headers=PAGE).text

    named = "Exampleshire Local Area Agreement 2007-10"
    assert f'<a href="/agreements/EXS-LAA-2007">{named}</a>' in text
    assert '<a href="/sources/EXS-SOURCE-LAA">' in text
    assert "Target set" in text


@pytest.mark.parametrize(
    "address", ["/targets/NONE", "/entries/1", "/targets_history/EXS-T1", "/targets/a b", "/x/y"]
)
def test_nothing_else_resolves(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404
