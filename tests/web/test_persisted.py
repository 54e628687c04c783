"""Questions asked by the hash of their document."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import web
from registry import Settings

DOCUMENT = "query Kept($deep: Boolean = false) { __typename again: __typename @include(if: $deep) }"
JSON, GRAPHQL = "application/json", "application/graphql-response+json"


def by_hash(document: str, **more: Any) -> dict[str, Any]:
    persisted = {"version": 1, "sha256Hash": sha256(document.encode()).hexdigest()}
    return {"extensions": {"persistedQuery": persisted}, **more}


def test_a_document_is_sent_once_and_then_only_its_hash(empty: TestClient) -> None:
    unknown = empty.post("/graphql", json=by_hash(DOCUMENT))
    sent = empty.post("/graphql", json=by_hash(DOCUMENT, query=DOCUMENT))
    known = empty.post("/graphql", json=by_hash(DOCUMENT))
    deep = empty.post("/graphql", json=by_hash(DOCUMENT, variables={"deep": True}))

    assert unknown.json() == {
        "errors": [
            {
                "message": "PersistedQueryNotFound",
                "extensions": {
                    "code": "PERSISTED_QUERY_NOT_FOUND",
                    "reason": "PERSISTED_QUERY_NOT_FOUND",
                },
            }
        ]
    }
    assert sent.json() == known.json()
    assert sent.json()["data"] == {"__typename": "Query"}
    assert deep.json()["data"] == {"__typename": "Query", "again": "Query"}


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 400)])
def test_an_unknown_hash_has_the_status_that_clients_expect(
    empty: TestClient, accept: str, status: int
) -> None:
    answer = empty.post("/graphql", json=by_hash("{ a }"), headers={"accept": accept})
    assert answer.status_code == status


def test_a_hash_stands_in_an_address_too(empty: TestClient) -> None:
    empty.post("/graphql", json=by_hash(DOCUMENT, query=DOCUMENT))
    hashed = sha256(DOCUMENT.encode()).hexdigest()
    asked = f'/graphql?extensions={{"persistedQuery":{{"version":1,"sha256Hash":"{hashed}"}}}}'

    assert empty.get(asked).json()["data"] == {"__typename": "Query"}


def test_a_hash_of_something_else_is_refused(empty: TestClient) -> None:
    answer = empty.post("/graphql", json=by_hash(DOCUMENT, query="{ __typename }"))

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["reason"] == "PERSISTED_QUERY"


def test_trusted_documents_are_known_from_the_start(tmp_path: Path, sqlite_url: str) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "kept.graphql").write_text(DOCUMENT, encoding="utf-8")
    settings = Settings(data_dir=tmp_path, database_url=sqlite_url, trusted_documents=folder)
    with TestClient(web.app(settings)) as client:
        answer = client.post("/graphql", json=by_hash(DOCUMENT))

    assert answer.json()["data"] == {"__typename": "Query"}


def test_the_folder_of_trusted_documents_is_a_setting() -> None:
    told = Settings.from_environment({"ANSWERABLE_TRUSTED_DOCUMENTS": "/srv/documents"})
    assert told.trusted_documents == Path("/srv/documents")
