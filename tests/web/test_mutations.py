"""A mutation is executed in a write session, charged, never cached, and its payload is planned.

The contract has no mutation yet: this one exists here alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import strawberry
from sqlalchemy import event
from starlette.testclient import TestClient
from strawberry.types.info import Info

import schema
import web
from registry import REGISTRAR, Rates, Refused, Registry, Settings, record
from registry.acts import PartnerRecorded
from registry.ledger import read_position
from schema import GraphQLRequest
from schema.bindings.payload_fields import record_field
from schema.types.partners import Partner
from tests.support.citing import cite
from tests.support.serving import registry_of
from tests.web.conftest import BASE, HERE, OWN_NAME

WRITE = """
mutation Write($name: String!) {
  recordDepartment(reference: $name, name: "His Majesty's Treasury") {
    entry refusals partner { reference name kind source { title } }
  }
}"""
COUNT = "{ partners { totalCount } }"


@dataclass(frozen=True)
class Outcome:
    entry: int | None
    refusals: list[str]
    reference: str | None


@strawberry.type
class DepartmentPayload:
    entry: int | None
    refusals: list[str]
    partner: Partner | None = record_field(
        "partners", "What was recorded", lambda outcome: outcome.reference
    )


def record_department(info: Info, reference: str, name: str) -> Any:
    told = {"reference": reference, "name": name, "kind": "DEPARTMENT"}
    act = PartnerRecorded.read({**told, "standing": "SYNTHETIC", "source": "FIRST"})
    try:
        with info.context.writing() as session:
            recorded = record(session, [act], author=REGISTRAR)
    except Refused as error:
        return Outcome(None, [refusal.code for refusal in error.refusals], None)
    return Outcome(recorded.entries[0], [], reference)


@strawberry.type
class ScratchMutation:
    record_department: DepartmentPayload = strawberry.mutation(resolver=record_department)


CONTRACT = schema.build(ScratchMutation)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    registry = Registry.open(database_url)
    cite(registry, "FIRST")
    registry.close()
    return Settings(data_dir=tmp_path, database_url=database_url, base_url=BASE)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app = web.app(settings, contract=CONTRACT)
    with TestClient(app, base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        yield client


def ask(client: TestClient, query: str, **variables: Any) -> Any:
    return client.post("/graphql", json={"query": query, "variables": variables})


def entries(registry: Registry) -> int:
    with registry.reading() as session:
        return read_position(session.connection).number


def test_what_a_mutation_writes_is_in_its_payload(client: TestClient) -> None:
    answer = ask(client, WRITE, name="TREASURY").json()

    partner = {
        "reference": "TREASURY",
        "name": "His Majesty's Treasury",
        "kind": "DEPARTMENT",
        "source": {"title": "FIRST"},
    }
    payload = {"entry": 2, "refusals": [], "partner": partner}
    assert answer["data"] == {"recordDepartment": payload}
    assert entries(registry_of(client)) == 2


def test_each_field_of_a_mutation_sees_what_those_before_it_wrote(client: TestClient) -> None:
    query = """mutation {
      one: recordDepartment(reference: "ONE", name: "One") { entry partner { name } }
      two: recordDepartment(reference: "TWO", name: "Two") { entry partner { name } }
    }"""

    assert ask(client, query).json()["data"] == {
        "one": {"entry": 2, "partner": {"name": "One"}},
        "two": {"entry": 3, "partner": {"name": "Two"}},
    }


def test_a_refusal_is_data_and_writes_nothing(client: TestClient) -> None:
    ask(client, WRITE, name="TREASURY")
    query = WRITE.replace("His Majesty's Treasury", "Another name")
    answer = ask(client, query, name="TREASURY").json()

    assert answer["data"]["recordDepartment"]["partner"] is None
    assert answer["data"]["recordDepartment"]["refusals"] == ["DUPLICATE"]
    assert entries(registry_of(client)) == 2


def test_a_mutation_is_never_cached(client: TestClient) -> None:
    answers = [ask(client, WRITE, name="TREASURY") for _ in range(2)]

    for answer in answers:
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    assert ask(client, COUNT).json()["data"] == {"partners": {"totalCount": 1}}
    statements: list[str] = []
    registry = registry_of(client)
    event.listen(registry.writer, "before_cursor_execute", lambda *told: statements.append(told[2]))
    ask(client, WRITE, name="TREASURY")
    assert statements


def test_what_was_cached_is_read_anew_after_a_mutation(client: TestClient) -> None:
    counts = [ask(client, COUNT).json()["data"]["partners"]["totalCount"]]
    ask(client, WRITE, name="TREASURY")
    counts.append(ask(client, COUNT).json()["data"]["partners"]["totalCount"])

    assert counts == [0, 1]


def test_a_mutation_is_refused_by_get_and_writes_nothing(client: TestClient) -> None:
    parameters = {"query": WRITE, "variables": '{"name": "TREASURY"}'}
    answer = client.get("/graphql", params=parameters, headers={"if-none-match": '"any"'})

    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json()["errors"][0]["extensions"]["reason"] == "ONLY_QUERIES"
    assert entries(registry_of(client)) == 1


def test_a_mutation_is_charged_before_it_writes(settings: Settings) -> None:
    limited = replace(settings, rates=Rates(points=520, requests=0, second=0))
    app = web.app(limited, contract=CONTRACT)
    with TestClient(app, base_url=BASE, client=("192.0.2.1", 50_000)) as client:
        first, second = (ask(client, WRITE, name=name) for name in ("ONE", "TWO"))
        assert first.json()["data"]["recordDepartment"]["entry"] == 2
        assert int(first.headers["ratelimit"].rpartition("=")[2]) < 20
        assert second.json()["errors"][0]["extensions"]["reason"] == "POINTS"
        assert entries(registry_of(client)) == 2


def test_a_query_writes_nothing(settings: Settings) -> None:
    registry = Registry.open(settings.database_url)
    answer = schema.execute(
        registry,
        settings,
        GraphQLRequest(WRITE, {"name": "ONE"}),
        only_queries=True,
        contract=CONTRACT,
    )
    assert answer.reasons == {"ONLY_QUERIES"}
    assert entries(registry) == 1
    registry.close()
