"""A value that is wrong for one kind of record is refused, whenever that kind first occurs."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

import web
from registry import Settings
from registry.vocabulary import opaque_id
from tests.schema.asking import exampleshire
from tests.web.conftest import BASE, HERE

QUESTION = """query ($id: ID!, $after: Cursor) {
  node(id: $id) { id ... on Target { history(after: $after) { __typename } } }
}"""


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    exampleshire(database_url).registry.close()
    with TestClient(web.app(Settings(database_url=database_url)), BASE, client=HERE) as client:
        yield client


def ask(client: TestClient, kind: str, reference: str, after: str) -> Any:
    variables = {"id": opaque_id(kind, reference), "after": after}
    return client.post("/graphql", json={"query": QUESTION, "variables": variables})


def test_it_is_refused_also_where_the_plan_is_there(client: TestClient) -> None:
    partner = [ask(client, "partners", "EXS-COUNCIL", "wrong") for _ in range(2)]
    target = [ask(client, "targets", "EXS-T1", "wrong!") for _ in range(3)]

    assert [answer.json()["data"]["node"] is not None for answer in partner] == [True, True]
    for answer in target:
        assert answer.status_code == 200
        (error,) = answer.json()["errors"]
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "CURSOR_REFUSED"}
