"""``/graphql``: questions in, answers out, and plain words where a request is no question."""

from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

QUESTION = '{ target(by: { reference: "EXS-T1" }) { title source { standing } } }'
ANSWER = {
    "data": {
        "target": {
            "title": "Fewer burglaries in Exampleshire",
            "source": {"standing": "FICTIONAL"},
        }
    }
}
JSON = {"content-type": "application/json"}


def code(answer: Any) -> str:
    body = answer.json()
    assert "data" not in body
    told: str = body["errors"][0]["extensions"]["code"]
    return told


def test_a_question_may_be_posted_or_stand_in_the_address(client: TestClient) -> None:
    posted = client.post("/graphql", json={"query": QUESTION})
    read = client.get("/graphql", params={"query": QUESTION})

    assert posted.json()["data"] == read.json()["data"] == ANSWER["data"]
    assert posted.headers["content-type"] == "application/json; charset=utf-8"


def test_variables_and_the_operation_are_heard(client: TestClient) -> None:
    query = (
        "query Other { __typename } "
        "query One($of: String!) { target(by: { reference: $of }) { reference } }"
    )
    told = {"query": query, "variables": {"of": "EXS-T1"}, "operationName": "One"}
    inside = {"query": query, "variables": '{"of": "EXS-T1"}', "operationName": "One"}

    answers = client.post("/graphql", json=told), client.get("/graphql", params=inside)
    for answer in answers:
        assert answer.json()["data"] == {"target": {"reference": "EXS-T1"}}


def test_the_media_type_is_the_one_asked_for(client: TestClient) -> None:
    accept = {"accept": "application/graphql-response+json, application/json;q=0.9"}
    good = client.post("/graphql", json={"query": QUESTION}, headers=accept)
    bad = client.post("/graphql", json={"query": "{ nothing }"}, headers=accept)
    plain = client.post("/graphql", json={"query": "{ nothing }"})

    assert good.headers["content-type"] == "application/graphql-response+json; charset=utf-8"
    assert (good.status_code, bad.status_code, plain.status_code) == (200, 400, 200)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"7", b"{", b'"{ __typename }"', b"{}", b'{"query": 7}', b"\xff"]
)
def test_a_body_that_is_no_question_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/graphql", content=body, headers=JSON)

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "told", [{"variables": []}, {"variables": "x"}, {"operationName": 7}, {"query": "  "}]
)
def test_what_goes_with_a_question_has_its_form(client: TestClient, told: dict[str, Any]) -> None:
    answer = client.post("/graphql", json={"query": QUESTION, **told})

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


def test_deep_json_is_refused_like_any_other_nonsense(client: TestClient) -> None:
    answer = client.post("/graphql", content=b"[" * 60_000, headers=JSON)

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


def test_a_question_that_is_too_large_is_refused_unread(client: TestClient) -> None:
    body = b'{"query": "' + b" " * 65_536 + b'{ __typename }"}'

    def in_parts() -> Any:
        yield body[:40_000]
        yield body[40_000:]

    stated = client.post("/graphql", content=body, headers=JSON)
    streamed = client.post("/graphql", content=in_parts(), headers=JSON)

    assert (stated.status_code, code(stated)) == (413, "TOO_LARGE")
    assert (streamed.status_code, code(streamed)) == (413, "TOO_LARGE")


def test_other_media_types_and_methods_are_refused(client: TestClient) -> None:
    form = client.post("/graphql", content=urlencode({"query": QUESTION}))
    deleted = client.delete("/graphql")

    assert (form.status_code, code(form)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert (deleted.status_code, code(deleted)) == (405, "METHOD_NOT_ALLOWED")
    assert deleted.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_browsers_get_the_ide_or_the_form(client: TestClient) -> None:
    answer = client.get("/graphql", headers={"accept": "text/html,*/*"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "/graphql/form" in answer.text


def test_the_form_asks_without_javascript(client: TestClient) -> None:
    answer = client.post("/graphql/form", data={"query": QUESTION})

    assert answer.status_code == 200
    assert "Fewer burglaries in Exampleshire" in answer.text
    assert "reference: &#34;EXS-T1&#34;" in answer.text


def test_the_form_tells_what_is_wrong_with_a_question(client: TestClient) -> None:
    nothing = client.post("/graphql/form", data={"query": ""})
    wrong = client.post("/graphql/form", data={"query": "{ nothing }"})

    assert nothing.status_code == 400
    assert "There is no query" in nothing.text
    assert "GRAPHQL_VALIDATION_FAILED" in wrong.text


def test_the_contract_can_be_read(client: TestClient) -> None:
    answer = client.get("/graphql/schema.graphql")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "type Query {" in answer.text


def test_without_a_database_the_answer_says_so(without_database: TestClient) -> None:
    answer = without_database.post("/graphql", json={"query": QUESTION})

    assert (answer.status_code, code(answer)) == (503, "UNAVAILABLE")
