"""A registry of any earlier version migrates, and its ledger proves itself as it did then."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from registry import Registry, is_current, migrate, verify
from registry.migrations.migrate import make_alembic_config
from tests.registry.test_corrections import correction
from tests.registry.world import World
from tests.support.databases import PostgresDatabases
from tests.support.earlier import FOLDER, entries_of, migrate_to, revisions, schema_of, unpack

MOST = 200_000
"""How many bytes a database of an earlier revision may have, compressed."""


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes databases without a table, of one kind."""
    with ExitStack() as stack:

        def make() -> str:
            if request.param == "sqlite":
                return f"sqlite:///{tmp_path / str(len(list(tmp_path.iterdir())))}"
            databases: PostgresDatabases = request.getfixturevalue("postgres_databases")
            return stack.enter_context(databases.empty())

        yield make


@pytest.mark.parametrize("revision", revisions())
def test_a_registry_of_an_earlier_version_migrates_and_verifies(
    new_database: Callable[[], str], revision: str
) -> None:
    url = new_database()
    unpack(revision, url)
    before = entries_of(url)
    for row in before:
        # It was a hash of the words, until migration 16.
        if row["redacted_by"] is not None:
            row["key"] = f"redacted {row['number']}"

    migrate(url)

    after = entries_of(url)
    assert [{name: row[name] for name in old} for old, row in zip(before, after, strict=True)] == (
        before
    )
    assert is_current(url)
    with closing(Registry.open(url)) as registry:
        assert verify(registry).entries == len(before)


@pytest.mark.parametrize("revision", revisions())
def test_the_migrations_build_what_they_built_then(
    new_database: Callable[[], str], revision: str
) -> None:
    then, now = new_database(), new_database()
    unpack(revision, then)

    migrate_to(revision, now)

    assert schema_of(now) == schema_of(then)


@pytest.mark.parametrize("revision", ["0005", "0006"])
def test_what_was_recorded_before_there_were_stems_is_found_by_them(
    new_database: Callable[[], str], revision: str
) -> None:
    url = new_database()
    unpack(revision, url)

    migrate(url)

    world = World(url)
    # Later than the newest entry of the stored database, as the clock of whoever migrates it is.
    world.clock.moment = world.clock.moment.replace(year=2027)
    with closing(world.registry):
        (entry,) = (row["entry"] for row in world.rows("targets", reference="EXS-T3"))
        assert "cycl" in world.rows_of_search("EXS-T3")[0][2].split()
        assert entry in world.found("cycl")

        world.record(correction("targets", "EXS-T3", "title", "Robberies", source="EXS-SOURCE-LAA"))

        assert entry not in world.found("cycl")
        assert entry in world.found("robberi")


def test_there_is_a_small_database_of_each_earlier_revision() -> None:
    script = ScriptDirectory.from_config(make_alembic_config())
    earlier = [one.revision for one in script.walk_revisions()][::-1][:-1]
    wanted = {
        f"{revision}.{kind}.xz" for revision in earlier for kind in ("sqlite", "postgresql.sql")
    }
    there = {path.name: path.stat().st_size for path in FOLDER.glob("*.xz")}

    assert wanted <= there.keys(), (
        "make them with the code before the new migration: python -m tools.earlier_database"
    )
    assert max(there.values()) < MOST
