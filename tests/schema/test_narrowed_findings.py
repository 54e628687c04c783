"""Findings of some agreements or targets are those of the whole register, without reading it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from ingest.packages import import_packages, sample_packages
from registry import Registry
from registry.models import TABLES
from registry.reading import View
from registry.reading.findings import describe_finding, finding_kinds, select_findings
from schema.bindings.findings.by_agreement import FindingsOfKind
from schema.bindings.findings.by_target import select_target_findings
from schema.planner.time_travel import Moment
from synth import SyntheticShape, write_package
from tests.schema.asking import Asking
from tests.support.databases import PostgresDatabases, SqliteDatabases

DAYS = ("2004-06-01", "2007-06-01", "2009-07-01", "2012-01-01")
OF_AGREEMENTS = """
query OfAgreements($on: Date, $filter: FindingFilter) {
  findings(first: 100, asOf: $on, filter: $filter) { totalCount nodes { says } }
}
"""
OF_TARGETS = """
query OfTargets($on: Date, $known: DateTime, $after: Cursor) {
  targets(first: 100, after: $after, asOf: $on, knownAt: $known) {
    nodes { reference allocations { pool { reference } } findings { says } }
    pageInfo { endCursor hasNextPage }
  }
}
"""


def several_areas(url: str, folder: Path) -> Asking:
    """All samples, and two synthetic areas."""
    write_package(folder, SyntheticShape(areas=2, targets=6, proposals=12))
    registry = Registry.open(url)
    import_packages(registry, [*sample_packages(), folder])
    return Asking(registry)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def several(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    folder = tmp_path_factory.mktemp("several")
    if request.param == "sqlite":
        databases: SqliteDatabases = request.getfixturevalue("sqlite_databases")
        asking = several_areas(databases.fresh(tmp_path_factory.mktemp("sqlite")), folder)
        yield asking
        asking.registry.close()
        return
    others: PostgresDatabases = request.getfixturevalue("postgres_databases")
    with others.fresh() as url:
        asking = several_areas(url, folder)
        yield asking
        asking.registry.close()


def whole(asking: Asking, day: str) -> list[Any]:
    """The findings of the whole register."""
    with asking.registry.reading() as session:
        return list(session.connection.execute(select_findings(View(day))).mappings())


def says(rows: list[Any]) -> list[str]:
    return sorted(map(describe_finding, rows))


def listed(asking: Asking, day: str, **filtered: Any) -> list[str]:
    """The findings that a filter leaves, in words."""
    found = asking.data(OF_AGREEMENTS, on=day, filter=filtered)["findings"]
    assert found["totalCount"] == len(found["nodes"])
    return sorted(node["says"] for node in found["nodes"])


@pytest.mark.parametrize("day", DAYS)
def test_an_agreement_and_its_area_have_their_part_of_all_findings(
    several: Asking, day: str
) -> None:
    rows = whole(several, day)
    found = several.data("{ agreements(first: 100) { nodes { reference area { reference } } } }")
    areas = {node["reference"]: node["area"]["reference"] for node in found["agreements"]["nodes"]}

    for agreement, area in areas.items():
        mine = [row for row in rows if row["agreement"] == agreement]
        assert listed(several, day, agreement=[agreement]) == says(mine)
        mine = [row for row in rows if areas.get(row["agreement"]) == area]
        about = [row for row in rows if (row["about_kind"], row["about"]) == ("areas", area)]
        assert listed(several, day, area=[area]) == says(mine + about)


@pytest.mark.parametrize("known", [None, "2100-01-01T00:00:00Z"])
@pytest.mark.parametrize("day", DAYS)
def test_a_target_has_the_findings_about_it_and_its_pools(
    several: Asking, day: str, known: str | None
) -> None:
    rows, seen, after = whole(several, day), 0, None
    while True:
        page = several.data(OF_TARGETS, on=day, known=known, after=after)["targets"]
        for target in page["nodes"]:
            mine = {("pools", each["pool"]["reference"]) for each in target["allocations"]}
            mine.add(("targets", target["reference"]))
            expected = says([row for row in rows if (row["about_kind"], row["about"]) in mine])
            assert sorted(finding["says"] for finding in target["findings"]) == expected
            seen += len(expected)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen


NARROWED: dict[str, Callable[[View], Select[Any]]] = {
    "of targets": select_target_findings,
    **{
        f"{kind} of {by}": FindingsOfKind(kind, by)
        for kind in finding_kinds()
        for by in ("reference", "area")
    },
}


def scanned(asking: Asking, statement: Select[Any]) -> list[str]:
    """The tables that SQLite reads from end to end, with no index to look anything up by."""
    with asking.registry.reading() as session:
        compiled = statement.compile(dialect=session.connection.dialect)
        values = ("",) * len(compiled.positiontup or ())
        plan = session.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
        steps = [row.detail for row in plan]
    tables = [re.sub(r"_\d+$", "", step.split()[1]) for step in steps if step.startswith("SCAN")]
    return [table for table in tables if table in TABLES]


@pytest.mark.parametrize("narrowed", NARROWED)
def test_no_table_is_read_from_end_to_end_for_a_few_agreements_or_targets(
    narrowed: str, on_sqlite: Asking
) -> None:
    """A finding that starts from a table which nothing narrows costs the whole register."""
    assert scanned(on_sqlite, NARROWED[narrowed](Moment("2008-06-01").view)) == []
