"""A database that is not there, or no longer, is told as such and not as a fault of ours."""

from pathlib import Path

import pytest

import schema
from registry import Registry, Settings, Unavailable
from schema import GraphQLRequest
from tests.support.databases import PostgresDatabases

# The contract is told without it, but not beside what is on record.
QUESTION = "{ __schema { description } targets { nodes { title } } }"


def test_a_database_that_was_never_set_up(tmp_path: Path) -> None:
    registry = Registry.open(f"sqlite:///{tmp_path}/none.sqlite")

    for _ in range(2):  # the plan may be kept from elsewhere
        with pytest.raises(Unavailable):
            schema.execute(registry, Settings(), GraphQLRequest(QUESTION))
    registry.close()


def test_a_database_that_went_away(postgres_databases: PostgresDatabases) -> None:
    with postgres_databases.fresh() as url:
        registry = Registry.open(url)
        assert schema.execute(registry, Settings(), GraphQLRequest(QUESTION)).errors == ()
    # The server is there still; the database is not.
    with pytest.raises(Unavailable):
        schema.execute(registry, Settings(), GraphQLRequest(QUESTION))
    registry.close()
