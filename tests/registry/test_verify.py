"""``verify`` finds whatever an insider alters, and says where."""

import pytest

from registry import Damaged, verify
from registry.acts import Redacted
from registry.ledger import compute_root
from registry.models.database_triggers import list_triggers
from tests.registry.world import World, lead, tell


@pytest.fixture
def proven(world: World) -> World:
    """A world with history, a redaction and a tree, that proves itself."""
    world.record(
        lead("POLICE", "2007-04-01", stated="Inspector Smith"), lead("COUNCIL", "2008-04-01")
    )
    world.record(
        tell(
            Redacted,
            kind="accountability",
            record="T1/LEAD/POLICE/2007-04-01",
            redacts=17,
            fields="stated",
            reason="names a private person",
        )
    )
    return world


def test_a_record_that_nobody_touched_proves_itself(proven: World) -> None:
    proven.sql_without_triggers()

    verified = verify(proven.registry)

    assert (verified.entries, verified.tables, verified.rows) == (19, 101, 34)
    with proven.registry.reading() as session:
        assert verified.root == compute_root(session.connection)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE entries SET payload = replace(payload, 'North', 'South') WHERE number = 2",
            "entry 2: its digest is not that of its salt and payload",
        ),
        (
            "UPDATE entries SET salt = 'zz' WHERE number = 2",
            "entry 2: its digest is not that of its salt and payload",
        ),
        (
            "UPDATE entries SET actor = 'PCT' WHERE number = 2",
            "entry 2: its hash is not that of its columns",
        ),
        (
            "UPDATE entries SET digest = '' WHERE number = 17",
            "entry 17: its hash is not that of its columns",
        ),
        (
            "UPDATE entries SET hash = digest WHERE number = 2",
            "entry 2: its hash is not that of its columns",
        ),
        (
            "UPDATE entries SET payload = NULL, salt = NULL WHERE number = 2",
            "entry 2: its payload is gone though nothing redacted it",
        ),
        (
            "UPDATE entries SET payload = NULL, salt = NULL, redacted_by = 19 WHERE number = 2",
            "entry 2: what was taken off it is not what its redactions say",
        ),
        (
            "UPDATE entries SET redacted_by = 18 WHERE number = 17",
            "entry 17: what was taken off it is not what its redactions say",
        ),
        ("DELETE FROM entries WHERE number = 2", "entry 2: it is missing from the ledger"),
        ("DELETE FROM entries WHERE number = 19", "head: it says entry 19, the ledger ends at 18"),
        (
            "UPDATE nodes SET hash = '00' WHERE level = 2 AND \"index\" = 1",
            "node 1 of level 2: it is not the hash of its children",
        ),
        (
            "DELETE FROM nodes WHERE level = 4",
            "node 0 of level 4: it is not the hash of its children",
        ),
        ("INSERT INTO nodes VALUES (9, 9, '')", "nodes: the tree has 17 inner nodes instead of 16"),
        ("UPDATE head SET number = 18", "head: it says entry 18, the ledger ends at 19"),
        ("DELETE FROM head", "head: it has 0 rows instead of one"),
        (
            "UPDATE targets SET title = 'x' WHERE reference = 'T1'",
            "targets T1 column title: the table says 'x', the ledger 'Target T1'",
        ),
        (
            "UPDATE accountability SET until = NULL WHERE partner = 'POLICE'",
            "accountability T1/LEAD/POLICE/2007-04-01 column until: "
            "the table says None, the ledger '2008-04-01'",
        ),
        (
            "UPDATE accountability_history SET partner = 'PCT'",
            "accountability_history T1/LEAD/POLICE/2007-04-01 17 column partner: "
            "the table says 'PCT', the ledger 'POLICE'",
        ),
        (
            "DELETE FROM goals",
            "goals PSA23: the ledger tells of this row, but it is not in the table",
        ),
        (
            "DELETE FROM accountability_history",
            "accountability_history T1/LEAD/POLICE/2007-04-01 17: "
            "the ledger tells of this row, but it is not in the table",
        ),
        (
            "INSERT INTO regions SELECT 'R2', name, code, source, standing, locator, id, entry, "
            "recorded_at FROM regions",
            "regions R2: this row is in the table, but the ledger does not tell of it",
        ),
        (
            "UPDATE search_texts SET title = 'x' WHERE number = 10",
            "search_texts 10 column title: the table says 'x', the ledger 'Safer'",
        ),
        (
            "UPDATE redactions SET reason = 'none'",
            "redactions T1/LEAD/POLICE/2007-04-01/17 column reason: "
            "the table says 'none', the ledger 'names a private person'",
        ),
    ],
)
def test_what_an_insider_alters_is_found(proven: World, statement: str, said: str) -> None:
    proven.sql_without_triggers(statement)

    with pytest.raises(Damaged) as caught:
        verify(proven.registry)

    assert str(caught.value) == said
    assert caught.value.place == said.partition(": ")[0]


@pytest.mark.parametrize("name", ["entries_are_kept", "nodes_stay_as_they_are", "goals_are_kept"])
def test_a_trigger_that_is_gone_is_found(proven: World, name: str) -> None:
    table = name.split("_", maxsplit=1)[0]
    where = "" if proven.registry.dialect == "sqlite" else f" ON {table}"
    proven.sql(f"DROP TRIGGER {name}{where}")

    with pytest.raises(Damaged) as caught:
        verify(proven.registry)

    assert str(caught.value) == (
        f"trigger {name}: it is missing, so that the record could be altered"
    )


def test_a_trigger_that_lets_more_through_is_found(proven: World) -> None:
    name = "entries_stay_as_they_are"
    sqlite = proven.registry.dialect == "sqlite"
    made = list_triggers(proven.registry.dialect)[name]
    with proven.registry.writer.begin() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {name}{'' if sqlite else ' ON entries'}")
        connection.exec_driver_sql(made.replace("new.salt IS NULL", "new.salt = 'x'"))

    with pytest.raises(Damaged, match=f"trigger {name}: it is not as it should be"):
        verify(proven.registry)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "ALTER TABLE entries DISABLE TRIGGER entries_are_kept",
            "trigger entries_are_kept: it is not as it should be, or switched off",
        ),
        (
            "CREATE OR REPLACE FUNCTION keep_the_record() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN OLD; END $$",
            "function keep_the_record: it is not as it should be",
        ),
    ],
)
def test_a_trigger_of_postgresql_that_does_nothing_is_found(
    postgres_url: str, statement: str, said: str
) -> None:
    world = World(postgres_url)
    world.sql(statement)

    with pytest.raises(Damaged) as caught:
        verify(world.registry)

    assert str(caught.value) == said
    world.registry.close()


def test_verifying_tells_how_far_it_is(world: World) -> None:
    told: list[tuple[str, int]] = []

    verify(world.registry, progress=lambda stage, steps: told.append((stage, steps)))

    assert ("replay", 16) in told
    assert told.count(("compare", 1)) == 101
