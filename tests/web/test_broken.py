"""Where something goes wrong inside, the answer says so, safely, and not what."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

import web
from registry import Settings
from tests.schema.asking import exampleshire
from tests.web.conftest import BASE, HERE, PAGE


@pytest.fixture
def broken(database_url: str) -> Iterator[TestClient]:
    """A site whose database has lost a table."""
    registry = exampleshire(database_url).registry
    with registry.writer.begin() as connection:
        connection.execute(text("ALTER TABLE targets RENAME TO lost"))
    registry.close()
    app = web.app(Settings(database_url=database_url))
    with TestClient(app, BASE, raise_server_exceptions=False, client=HERE) as client:
        yield client


@pytest.mark.parametrize("accept", [PAGE, {"accept": "application/json"}])
def test_a_page_that_fails_is_as_safe_as_others(accept: dict[str, str], broken: TestClient) -> None:
    answer = broken.get("/targets/EXS-T1", headers=accept)

    assert answer.status_code == 500
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    # The head of every page names the section of that name.
    assert "targets" not in answer.text.rpartition("<main")[2]


def test_a_question_that_fails_says_so_alone(broken: TestClient) -> None:
    for query in (
        "{ targets { totalCount } }",
        "{ targets { totalCount } __typename @skip(if: true) }",
    ):
        answer = broken.post("/graphql", json={"query": query})
        (error,) = answer.json()["errors"]
        assert error["extensions"] == {"code": "INTERNAL", "reason": "INTERNAL"}
        assert "targets" not in error["message"]
        assert answer.headers["x-content-type-options"] == "nosniff"
