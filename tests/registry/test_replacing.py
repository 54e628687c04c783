"""Rows are not replaced: SQLite's OR REPLACE removes what is in the way without a trigger."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from registry import verify
from registry.models.database_triggers import list_triggers
from tests.registry.world import World, lead, setting

REFUSAL = "nothing on the record can be removed or rewritten"


@pytest.fixture
def embedded(sqlite_url: str) -> Iterator[World]:
    """A record on SQLite with a term that was ended, so that it has history."""
    world = World(sqlite_url)
    with closing(world.registry):
        world.record(*setting())
        world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))
        yield world


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE number = 16",
        "INSERT OR REPLACE INTO nodes SELECT level, \"index\", '00' FROM nodes",
        "INSERT OR REPLACE INTO targets SELECT * FROM targets",
        "INSERT OR REPLACE INTO accountability_history SELECT * FROM accountability_history",
        "REPLACE INTO goals SELECT * FROM goals",
        "INSERT INTO goals SELECT * FROM goals WHERE true ON CONFLICT DO UPDATE SET title = 'x'",
        # By the rowid, under a reference of its own.
        "INSERT OR REPLACE INTO regions (rowid, reference, name, source, standing, id, entry, "
        "recorded_at) SELECT rowid, 'R9', name, source, standing, 'x', entry, recorded_at "
        "FROM regions",
        # By the key of an entry, under another number.
        "INSERT OR REPLACE INTO entries (number, recorded_at, act, about_kind, about, digest, hash,"
        " leaf_version, key) SELECT 99, recorded_at, act, about_kind, about, digest, hash,"
        " leaf_version, key FROM entries WHERE number = 2",
        "UPDATE OR REPLACE partners SET reference = 'PCT' WHERE reference = 'POLICE'",
        "UPDATE OR REPLACE partners SET rowid = 1 WHERE rowid = 2",
        "UPDATE OR REPLACE entries SET number = 15 WHERE number = 16",
    ],
)
def test_no_row_takes_the_place_of_another(embedded: World, statement: str) -> None:
    before = embedded.everything()

    with pytest.raises(IntegrityError, match=REFUSAL):
        embedded.sql(statement)

    assert embedded.everything() == before


def test_a_record_goes_on_growing_and_verifies(embedded: World) -> None:
    embedded.record(lead("PCT", "2009-04-01"))

    assert verify(embedded.registry).entries == 19


def test_a_trigger_of_replacements_that_is_gone_is_found(embedded: World) -> None:
    assert "entries_are_not_replaced" in list_triggers("sqlite")
    assert not any(name.endswith("_replaced") for name in list_triggers("postgresql"))
    embedded.sql("DROP TRIGGER targets_are_not_replaced")

    with pytest.raises(Exception, match=r"^trigger targets_are_not_replaced: it is missing"):
        verify(embedded.registry)
