"""Requests to ``/graphql`` are read to the letter, and refused with status, code and reason."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

import web
from web.errors import ErrorReason

ASK = '{"query": "{ __typename }"'
JSON = {"content-type": "application/json"}
GRAPHQL = "application/graphql-response+json"

REFUSED = {
    "no JSON": (b"{", "NOT_JSON"),
    "no UTF-8": (b"\xff", "NOT_JSON"),
    "nothing": (b"", "NOT_JSON"),
    "null": (b"null", "NOT_AN_OBJECT"),
    "a list": (b"[" + ASK.encode() + b"}]", "NOT_AN_OBJECT"),
    "deep": (b"[" * 60_000, "JSON_DEPTH"),
    "deep variables": ((ASK + ', "variables": {"a": ' + "[" * 64).encode(), "JSON_DEPTH"),
    "a key twice": ((ASK + ', "query": ""}').encode(), "DUPLICATE_KEY"),
    "a variable twice": ((ASK + ', "variables": {"a": 1, "a": 2}}').encode(), "DUPLICATE_KEY"),
    "half a pair": ((ASK + r', "variables": {"a": "\ud800"}}').encode(), "LONE_SURROGATE"),
    "half a pair as key": ((ASK + r', "variables": {"\udfff": 1}}').encode(), "LONE_SURROGATE"),
    "a big integer": ((ASK + ', "variables": {"a": 9223372036854775808}}').encode(), "BIG_INTEGER"),
    "a huge integer": (
        (ASK + ', "variables": {"a": ' + "9" * 60_000 + "}}").encode(),
        "BIG_INTEGER",
    ),
    "a number beyond floats": (
        (ASK + ', "variables": {"a": [-1e400]}}').encode(),
        "BIG_NUMBER",
    ),
    "no number": ((ASK + ', "variables": {"a": NaN}}').encode(), "NOT_A_NUMBER"),
    "no query": (b'{"qeury": "{ __typename }"}', "QUERY"),
    "query null": (b'{"query": null}', "QUERY"),
    "variables": ((ASK + ', "variables": []}').encode(), "VARIABLES"),
    "operationName": ((ASK + ', "operationName": {}}').encode(), "OPERATION_NAME"),
    "extensions": ((ASK + ', "extensions": 0}').encode(), "EXTENSIONS"),
    "persistedQuery": (
        (ASK + ', "extensions": {"persistedQuery": 1}}').encode(),
        "PERSISTED_QUERY",
    ),
}


def told(answer: Any) -> tuple[int, str, str]:
    body = answer.json()
    assert "data" not in body
    assert answer.headers["cache-control"] == "no-store"
    extensions = body["errors"][0]["extensions"]
    return answer.status_code, extensions["code"], extensions["reason"]


@pytest.mark.parametrize("body", REFUSED)
@pytest.mark.parametrize("accept", ["application/json", GRAPHQL])
def test_a_body_that_is_no_question_is_refused(client: TestClient, body: str, accept: str) -> None:
    sent, reason = REFUSED[body]
    answer = client.post("/graphql", content=sent, headers={**JSON, "accept": accept})

    assert told(answer) == (400, "BAD_REQUEST", reason)
    assert answer.headers["content-type"] == f"{accept}; charset=utf-8"


def test_what_is_no_number_is_never_taken_for_null(client: TestClient) -> None:
    ask = '{"query": "query ($n: Int) { areas(first: $n) { totalCount } }", "variables": {"n": %s}}'
    assert client.post("/graphql", content=ask % "null", headers=JSON).status_code == 200

    assert told(client.post("/graphql", content=ask % "1e400", headers=JSON)) == (
        *(400, "BAD_REQUEST"),
        "BIG_NUMBER",
    )


@pytest.mark.parametrize("name", ["variables", "extensions"])
@pytest.mark.parametrize("value", ["x", "undefined", "{", "%ff", "[]", "7"])
def test_a_field_of_the_address_that_is_no_json_is_named(
    name: str, value: str, client: TestClient
) -> None:
    answer = client.get(f"/graphql?query={{__typename}}&{name}={value}")

    assert answer.status_code == 400
    if value != "%ff":
        assert answer.json()["errors"][0]["message"] == f"{name} must be a JSON object"


def test_what_is_strange_but_right_is_read(client: TestClient) -> None:
    deep = (
        '{"a": ' + "[" * 62 + "]" * 62 + r', "b": "\ud83c\udfc3 [{\"", "c": -9223372036854775808}'
    )
    body = ASK + f', "variables": {deep}, "operationName": null, "extensions": null}}'
    answer = client.post(
        "/graphql", content=body, headers={"content-type": 'Application/JSON; charset="UTF-8"'}
    )

    assert answer.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
def test_other_bodies_than_json_are_refused(client: TestClient, content_type: str) -> None:
    answer = client.post("/graphql", content=ASK + "}", headers={"content-type": content_type})
    assert told(answer) == (415, "UNSUPPORTED_MEDIA_TYPE", "CONTENT_TYPE")


def test_a_compressed_body_is_refused(client: TestClient) -> None:
    answer = client.post(
        "/graphql", content=b"\x1f\x8b", headers={**JSON, "content-encoding": "gzip"}
    )
    assert told(answer) == (415, "UNSUPPORTED_MEDIA_TYPE", "CONTENT_ENCODING")


ACCEPTED = {
    "": "application/json",
    "*/*": "application/json",
    "application/*": "application/json",
    GRAPHQL: GRAPHQL,
    f"{GRAPHQL}, application/json": GRAPHQL,
    f"application/json, {GRAPHQL}": GRAPHQL,
    f"application/json, {GRAPHQL};q=0.5": "application/json",
    f"{GRAPHQL};q=0, */*": "application/json",
    "application/json;q=0, */*": GRAPHQL,
    "text/event-stream, application/json;charset=utf-8": "application/json",
}


@pytest.mark.parametrize("accept", ACCEPTED)
def test_the_media_type_is_negotiated(client: TestClient, accept: str) -> None:
    answer = client.get("/graphql?query={__typename}", headers={"accept": accept})

    assert answer.headers["content-type"] == f"{ACCEPTED[accept]}; charset=utf-8"
    assert answer.headers["vary"] == "accept, accept-encoding"


@pytest.mark.parametrize(
    "accept", ["text/plain", "application/json;q=0", "application/json; charset=latin-1", ";;q=x"]
)
def test_who_accepts_no_json_is_told_in_json(client: TestClient, accept: str) -> None:
    answer = client.get("/graphql?query={__typename}", headers={"accept": accept})
    assert told(answer) == (406, "NOT_ACCEPTABLE", "ACCEPT")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/graphql")

    assert told(answer) == (405, "METHOD_NOT_ALLOWED", "METHOD")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_by_get_only_queries_are_asked(client: TestClient) -> None:
    for document in ("mutation { __typename }", "subscription { __typename }"):
        answer = client.get("/graphql", params={"query": document})

        assert told(answer) == (405, "METHOD_NOT_ALLOWED", "ONLY_QUERIES")
        assert answer.headers["allow"] == "POST"


def test_an_address_is_read_as_strictly(client: TestClient) -> None:
    asked = "/graphql?query={__typename}"

    assert told(client.get("/graphql"))[2] == "QUERY"
    assert told(client.get(asked + "&query={a}"))[2] == "DUPLICATE_KEY"
    assert told(client.get(asked + "&variables=[]"))[2] == "VARIABLES"
    assert told(client.get(asked + '&variables={"a":1,"a":2}'))[2] == "DUPLICATE_KEY"
    assert told(client.get(asked + "&extensions=" + quote("[")))[2] == "EXTENSIONS"
    assert told(client.get(asked + "%ff"))[2] == "ADDRESS"


STATUSES = {
    "{": "SYNTAX",
    "{ nothing }": "INVALID",
    "query A { __typename } query B { __typename }": "OPERATION",
    "query ($id: ID!) { node(id: $id) { id } }": "INVALID",
    "{ " + "__typename " * 2_000 + "}": "TOKENS",
}


@pytest.mark.parametrize("document", STATUSES, ids=lambda document: document[:12])
def test_a_question_that_is_refused_has_the_status_of_its_media_type(
    client: TestClient, document: str
) -> None:
    statuses = {}
    for accept in ("application/json", GRAPHQL):
        answer = client.post("/graphql", json={"query": document}, headers={"accept": accept})
        statuses[accept], _, reason = told(answer)
        assert reason == STATUSES[document]

    assert statuses == {"application/json": 200, GRAPHQL: 400}


def test_head_tells_what_get_would(client: TestClient) -> None:
    asking = {"x-request-id": "the-same"}
    got = client.get("/graphql?query={__typename}", headers=asking)
    head = client.head("/graphql?query={__typename}", headers=asking)

    assert head.content == b""
    assert {**head.headers} == {**got.headers}


def test_pages_of_others_may_ask(client: TestClient) -> None:
    asking = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    allowed = client.options("/graphql", headers=asking)
    answer = client.post("/graphql", json={"query": "{ __typename }"}, headers=asking)

    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS, POST"
    assert allowed.headers["access-control-allow-headers"] == "*, authorization"
    for reply in (allowed, answer):
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in reply.headers


def test_all_that_can_be_wrong_is_written_down() -> None:
    text = (Path(web.__file__).parents[1] / "docs/reference/api.md").read_text(encoding="utf-8")

    assert [why.name for why in ErrorReason if f"`{why.name}`" not in text] == []
    assert [why.name for why in ErrorReason if f"`{why.value.code}`" not in text] == []


@pytest.mark.parametrize("accept", ["application/json", GRAPHQL])
def test_an_argument_that_is_refused_is_an_error_of_its_field(
    client: TestClient, accept: str
) -> None:
    # GraphQL 6.4.1: its value is coerced when the field is executed. GraphQL over HTTP, "Field
    # errors encountered during execution": 200, and the data is null.
    document = "{ targets(first: 101) { totalCount } }"
    answer = client.post("/graphql", json={"query": document}, headers={"accept": accept})

    assert answer.status_code == 200
    assert answer.json()["data"] is None
    (error,) = answer.json()["errors"]
    assert error["path"] == ["targets"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "PAGE_SIZE"}
    assert answer.headers["cache-control"] == "no-store"
