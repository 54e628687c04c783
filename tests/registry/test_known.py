"""Two kinds of past: what the register knew at an entry, and what held on a day."""

from typing import Any

import pytest
from sqlalchemy import select

from registry.acts import Corrected
from registry.models import TABLES
from registry.reading import holds, number_at, select_known
from tests.registry.world import Row, World, lead, target, tell


def knew(world: World, kind: str, number: int | None) -> list[Row]:
    table = select_known(kind, number)
    return world.ask(select(table).order_by(table.c.reference))


def story() -> list[Any]:
    return [
        lead("POLICE", "2007-04-01"),
        tell(Corrected, kind="targets", record="T1", field="title", value="New", reason="x"),
        lead("COUNCIL", "2008-04-01"),
        target("T2"),
        tell(Corrected, kind="targets", record="T2", field="unit", value="%", reason="x"),
        tell(Corrected, kind="targets", record="T1", field="title", value="Newer", reason="x"),
        lead("PCT", "2009-04-01"),
    ]


def test_what_is_known_at_an_entry_is_what_a_registry_had_then(world: World) -> None:
    kinds = ("targets", "accountability", "corrections", "partners")
    had: dict[int, dict[str, list[Row]]] = {}
    for act in story():
        world.record(act)
        had[world.position().number] = {kind: world.rows(kind) for kind in kinds}

    for number, tables in had.items():
        for kind, rows in tables.items():
            assert knew(world, kind, number) == rows, (kind, number)
    assert knew(world, "targets", None) == world.rows("targets")
    assert knew(world, "targets", 0) == []


def test_acts_of_one_batch_are_known_one_after_the_other(world: World) -> None:
    world.record(*story())

    assert [row["title"] for row in knew(world, "targets", 17)] == ["Target T1"]
    assert [row["title"] for row in knew(world, "targets", 18)] == ["New"]
    assert [row["title"] for row in knew(world, "targets", 22)] == ["Newer", "Target T2"]


def test_an_instant_leads_to_the_newest_entry_by_then(world: World) -> None:
    world.record(target("T2"))

    with world.registry.reading() as session:
        numbers = [
            number_at(session.connection, f"2026-01-01T00:00:0{second}Z")
            for second in ("0.999999", "1.000000", "1.999999", "2.000000", "9.000000")
        ]
    assert numbers == [0, 16, 16, 17, 17]


@pytest.mark.parametrize(
    ("day", "leads"),
    [
        ("2007-03-31", []),
        ("2007-04-01", ["POLICE"]),
        ("2008-03-31", ["POLICE"]),
        ("2008-04-01", ["COUNCIL"]),
        ("2008-12-31", ["COUNCIL"]),
        ("2009-01-01", []),
    ],
)
def test_a_term_holds_from_its_first_day_until_the_day_after_its_last(
    world: World, day: str, leads: list[str]
) -> None:
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01", until="2009-01-01"))
    table = TABLES["accountability"]

    found = world.ask(select(table.c.partner).where(holds(table, day)))

    assert [row["partner"] for row in found] == leads


def test_a_term_without_days_holds_always(world: World) -> None:
    world.record(lead("POLICE"))
    table = TABLES["accountability"]

    for day in ("0001-01-01", "9999-12-31"):
        assert len(world.ask(select(table.c.partner).where(holds(table, day)))) == 1
