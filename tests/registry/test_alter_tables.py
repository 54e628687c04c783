"""What migrations may do to tables that hold records already, tried in scratch migrations."""

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from registry import Damaged, verify
from registry.migrations.alter_tables import (
    add_column,
    add_record_column,
    recreate_immutability_trigger,
    replace_codes,
)
from registry.migrations.create_tables import code_column, reference_column, text_column
from registry.models import Entry
from tests.registry.world import World, lead
from tests.support.earlier import schema_of

KINDS = (
    "COUNCIL DEPARTMENT TREASURY GOVERNMENT_OFFICE INSPECTORATE AGENCY POLICE FIRE_AND_RESCUE "
    "PROBATION HEALTH JOBCENTRE_PLUS LEARNING_AND_SKILLS_COUNCIL REGIONAL_DEVELOPMENT_AGENCY "
    "PARTNERSHIP VOLUNTARY_SECTOR BUSINESS COUNCIL_ASSOCIATION OTHER"
)
FIXED = " ".join(
    column.name
    for column in Entry.__table__.columns
    if column.name not in ("payload", "salt", "redacted_by")
)


def run(world: World, *steps: Callable[[], None]) -> None:
    """Run a migration of these steps."""
    with ExitStack() as stack:
        connection = stack.enter_context(world.registry.upgrading())
        stack.enter_context(Operations.context(MigrationContext.configure(connection)))
        for step in steps:
            step()


def values(world: World, query: str) -> list[object]:
    with world.registry.reading() as session:
        return list(session.connection.execute(text(query)).scalars())


def test_a_column_is_added_to_a_table_and_to_its_old_versions(world: World) -> None:
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))
    before = world.everything()

    run(world, lambda: add_record_column("accountability", text_column("note", null=True)))

    tables = ("accountability", "accountability_history")
    assert [values(world, f"SELECT note FROM {table}") for table in tables] == [
        [None, None],
        [None],
    ]
    world.sql("UPDATE accountability SET note = 'Seen' WHERE partner = 'COUNCIL'")
    assert values(world, "SELECT note FROM accountability ORDER BY partner") == ["Seen", None]
    assert {*before} == {*world.everything()}
    assert verify(world.registry).entries == 18


def test_a_new_column_is_held_to_its_records_and_words(world: World) -> None:
    run(
        world,
        lambda: add_record_column("targets", reference_column("sponsor", "partners", null=True)),
        lambda: add_record_column("targets", code_column("weight", "HEAVY LIGHT"), "'LIGHT'"),
    )

    assert values(world, "SELECT weight FROM targets") == ["LIGHT"]
    world.sql("UPDATE targets SET sponsor = 'POLICE', weight = 'HEAVY'")
    with pytest.raises(IntegrityError):
        world.sql("UPDATE targets SET sponsor = 'NOBODY'")
    with pytest.raises(IntegrityError):
        world.sql("UPDATE targets SET weight = 'MIDDLING'")
    assert values(world, "SELECT sponsor || weight FROM targets") == ["POLICEHEAVY"]


def without_quotes(schema: set[str]) -> set[str]:
    return {statement.replace('"', "") for statement in schema}


def test_a_word_is_added_to_a_code_list_and_all_else_stays(world: World) -> None:
    before, schema = world.everything(), without_quotes(schema_of(world.url))

    run(world, lambda: replace_codes("partners", "kind", f"{KINDS} SCRUTINY_COMMITTEE"))

    (old,) = schema - without_quotes(schema_of(world.url))
    (new,) = without_quotes(schema_of(world.url)) - schema
    assert "SCRUTINY_COMMITTEE" not in old
    assert "SCRUTINY_COMMITTEE" in new
    assert world.everything() == before
    assert verify(world.registry).entries == 16
    world.sql("UPDATE partners SET kind = 'SCRUTINY_COMMITTEE' WHERE reference = 'POLICE'")
    with pytest.raises(IntegrityError):
        world.sql("UPDATE partners SET kind = 'CHOIR' WHERE reference = 'POLICE'")


def test_a_rebuilt_table_is_guarded_as_before(world: World) -> None:
    run(world, lambda: replace_codes("partners", "kind", f"{KINDS} SCRUTINY_COMMITTEE"))
    before = world.everything()

    with pytest.raises(DBAPIError, match="nothing on the record can be removed or rewritten"):
        world.sql("DELETE FROM partners")
    with pytest.raises(IntegrityError):
        world.sql("UPDATE targets SET measure = 'NOTHING'")
    with pytest.raises(IntegrityError):
        world.sql("UPDATE partners SET parent = 'NOBODY' WHERE reference = 'GO'")
    with pytest.raises(DBAPIError):
        world.sql("UPDATE partners SET entry = 'three'")

    assert world.everything() == before


def test_a_table_without_such_a_code_list_is_not_rebuilt(sqlite_url: str) -> None:
    world = World(sqlite_url)
    schema = schema_of(sqlite_url)

    with pytest.raises(ValueError, match="goals has 0 checks named"):
        run(world, lambda: replace_codes("goals", "review", "SR2004 CSR2007"))

    assert schema_of(sqlite_url) == schema
    world.registry.close()


def test_a_column_of_the_ledger_is_kept_once_its_trigger_knows_it(world: World) -> None:
    run(
        world,
        lambda: add_column("entries", text_column("place"), "'here'"),
        lambda: recreate_immutability_trigger("entries", f"{FIXED} place"),
    )

    assert set(values(world, "SELECT place FROM entries")) == {"here"}
    gone = "payload = NULL, salt = NULL, redacted_by = 16"
    with pytest.raises(DBAPIError, match="nothing on the record can be removed or rewritten"):
        world.sql(f"UPDATE entries SET {gone}, place = 'there' WHERE number = 13")
    world.sql(f"UPDATE entries SET {gone} WHERE number = 13")
    assert values(world, "SELECT redacted_by FROM entries WHERE number = 13") == [16]


def test_a_trigger_that_does_not_know_a_column_is_told_by_verify(world: World) -> None:
    run(
        world,
        lambda: add_column("entries", text_column("place"), "'here'"),
        lambda: recreate_immutability_trigger("entries", f"{FIXED} place"),
    )

    with pytest.raises(Damaged, match="trigger entries_stay_as_they_are: it is not as it should"):
        verify(world.registry)


def test_a_migration_that_breaks_a_reference_is_undone(sqlite_url: str) -> None:
    world = World(sqlite_url)
    columns = "reference, name, region, kind, standing, source, id, entry, recorded_at"
    row = "'A', 'A', 'R', 'COUNTY', 'FICTIONAL', 'S', 'id', 1, 'now'"

    with pytest.raises(Damaged, match="areas row 1: it names a record of "):
        run(world, lambda: _execute(f"INSERT INTO areas ({columns}) VALUES ({row})"))

    assert values(world, "SELECT count(*) FROM areas") == [0]
    with pytest.raises(IntegrityError):
        world.sql(f"INSERT INTO areas ({columns}) VALUES ({row})")
    world.registry.close()


def _execute(statement: str) -> None:
    from alembic import op  # noqa: PLC0415 - it is there only while a migration runs

    op.execute(text(statement))
