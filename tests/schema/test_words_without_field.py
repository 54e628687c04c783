"""Words that no field takes are found by search; the place where they stand is not looked for."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from alembic import command
from sqlalchemy import select, update

from registry import verify
from registry.migrations.migrate import make_alembic_config
from registry.models import SearchText
from tests.registry.test_redactions import redaction
from tests.registry.world import World, setting, target
from tests.schema.asking import Asking

FOUND = "query F($text: String!) { search(text: $text) { nodes { resource { reference } } } }"
LOCATOR = "row 5; Remark: the aim is provisional"


def found(world: World, text: str) -> list[str]:
    nodes: list[Any] = Asking(world.registry).data(FOUND, text=text)["search"]["nodes"]
    return [node["resource"]["reference"] for node in nodes]


@pytest.fixture
def kept(database_url: str) -> Iterator[World]:
    """A target whose locator keeps words of the row that no field takes."""
    world = World(database_url)
    with closing(world.registry):
        world.record(*setting())
        world.record(target("T9", title="Fewer fires", locator=LOCATOR))
        yield world


def test_words_behind_the_place_are_found(kept: World) -> None:
    assert found(kept, "provisional aims") == ["T9"]
    assert found(kept, "row") == []


def test_they_are_found_no_more_once_they_are_taken_off(kept: World) -> None:
    with kept.registry.reading() as session:
        texts = select(SearchText.number).where(SearchText.reference == "T9")
        entry = session.connection.execute(texts).scalar_one()

    kept.record(redaction("targets", "T9", entry, "locator"))

    assert found(kept, "provisional") == []
    assert found(kept, "fires") == ["T9"]


def test_migrating_makes_them_found_in_an_older_database(kept: World) -> None:
    body = {"body": "T9", "words": "fewer fire t9"}
    with kept.registry.upgrading() as connection:
        connection.execute(update(SearchText).where(SearchText.reference == "T9").values(**body))
        config = make_alembic_config(connection)
        command.stamp(config, "0011")
        command.upgrade(config, "0012")
        command.stamp(config, "head")

    assert found(kept, "provisional aims") == ["T9"]
    assert verify(kept.registry).entries > 0
