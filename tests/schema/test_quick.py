"""What is answered step by step on the event loop is what a thread would have answered."""

import asyncio
import json
from pathlib import Path

import orjson
import pytest

from schema import GraphQLRequest, NeedsTransaction, find_cached_query
from tests.schema.asking import Asking
from web.graphql.readers import PostgresReader, SqliteReader

QUESTIONS = sorted(
    path.parent for path in Path(__file__).parent.glob("questions/*/question.graphql")
)
# It asks what was known at an instant, which is looked up first.
LOOKED_UP = {"statistics"}
# What only the contract, or more than rows, can tell.
TOLD_OTHERWISE = {"meta"}


def reader(asking: Asking) -> SqliteReader | PostgresReader:
    registry = asking.registry
    return SqliteReader(registry) if registry.dialect == "sqlite" else PostgresReader(registry, 2)


@pytest.mark.parametrize("folder", QUESTIONS, ids=lambda folder: folder.name)
def test_the_answer_is_the_same(folder: Path, asking: Asking) -> None:
    query = (folder / "question.graphql").read_text(encoding="utf-8")
    variables = folder / "variables.json"
    given = json.loads(variables.read_text(encoding="utf-8")) if variables.exists() else {}
    answer = asking.ask(query, **given)
    if answer.errors:
        assert (
            find_cached_query(asking.registry, asking.settings, GraphQLRequest(query, given))
            is None
        )
        return

    quick = find_cached_query(asking.registry, asking.settings, GraphQLRequest(query, given))
    if quick is None:
        assert folder.name in TOLD_OTHERWISE
        return
    reading = reader(asking)
    try:
        data, head = asyncio.run(reading.read(quick.steps))
    except NeedsTransaction:
        assert folder.name in LOOKED_UP
    else:
        assert folder.name not in LOOKED_UP | TOLD_OTHERWISE
        assert answer.body.startswith(orjson.dumps({"data": data})[:-1] + b',"extensions":')
        assert (head, quick.cost) == (answer.head, asking.ask(query, **given).cost)
    finally:
        reading.close()


def test_what_was_never_asked_is_left_to_a_thread(asking: Asking) -> None:
    assert (
        find_cached_query(
            asking.registry, asking.settings, GraphQLRequest("{ areas { totalCount } }  ")
        )
        is None
    )


def test_what_the_contract_tells_is_left_to_a_thread(asking: Asking) -> None:
    query = "{ __schema { queryType { name } } areas(first: 1) { totalCount } }"
    assert asking.ask(query).errors == ()

    assert find_cached_query(asking.registry, asking.settings, GraphQLRequest(query)) is None


def test_a_value_that_is_refused_is_refused_before_anything_is_read(asking: Asking) -> None:
    query = "query ($id: ID!) { node(id: $id) { id } }"
    asking.ask(query, id="x")

    assert (
        find_cached_query(asking.registry, asking.settings, GraphQLRequest(query, {"id": "\0"}))
        is None
    )
