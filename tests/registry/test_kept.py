"""Rule 3: nothing is removed or rewritten, not even with the database's own tools."""

import pytest
from sqlalchemy.exc import DBAPIError

from registry.models import HISTORY, TABLES
from tests.registry.world import World, lead

WORDS = "nothing on the record can be removed or rewritten"


@pytest.fixture
def changed(world: World) -> World:
    """A world with a version in a history table and a node in the tree."""
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))
    return world


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("DELETE FROM entries WHERE number = 3", "entries"),
        ("DELETE FROM nodes", "nodes"),
        ("DELETE FROM targets", "targets"),
        ("DELETE FROM accountability_history", "accountability_history"),
        ("UPDATE entries SET payload = '{}' WHERE number = 3", "entries"),
        ("UPDATE entries SET recorded_at = '' WHERE number = 3", "entries"),
        ("UPDATE entries SET number = 99 WHERE number = 3", "entries"),
        ("UPDATE entries SET payload = NULL, salt = NULL WHERE number = 3", "entries"),
        (
            "UPDATE entries SET payload = NULL, salt = NULL, redacted_by = 1, actor = 'x' "
            "WHERE number = 3",
            "entries",
        ),
        ("UPDATE entries SET key = 'redacted 3' WHERE number = 3", "entries"),
        (
            "UPDATE entries SET payload = NULL, salt = NULL, redacted_by = 1, key = 'redacted 4' "
            "WHERE number = 3",
            "entries",
        ),
        ("UPDATE nodes SET hash = ''", "nodes"),
    ],
)
def test_what_is_recorded_is_kept(changed: World, statement: str, table: str) -> None:
    before = changed.everything()

    with pytest.raises(DBAPIError, match=f"{WORDS}: {table}"):
        changed.sql(statement)

    assert changed.everything() == before


def test_no_table_can_be_emptied(postgres_url: str) -> None:
    world = World(postgres_url)

    for table in ("entries", "nodes", *TABLES, *(history.name for history in HISTORY.values())):
        with pytest.raises(DBAPIError, match=WORDS):
            world.sql(f"TRUNCATE {table} CASCADE")

    world.registry.close()
