"""A cell that asks for an identifier may hold it in full: it is divided, and names its bearer."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from ingest.mappings import import_file
from registry import Registry
from registry.models import TABLES
from tests.mappings.files import mapping, write

COMPANY = {
    "act": "partners",
    "reference": "{Name|slug}",
    "name": "{Name}",
    "kind": "BUSINESS",
}
GOES_BY = {"act": "partner_identifiers", "partner": "{Name|slug}", "value": "{Number}"}


def recorded(registry: Registry, kind: str, *names: str) -> list[tuple[Any, ...]]:
    table = TABLES[kind]
    wanted = select(*(table.c[name] for name in names)).where(table.c.source == "PAPER")
    with registry.reading() as session:
        return [tuple(row) for row in session.connection.execute(wanted.order_by(table.c.entry))]


def test_full_spellings_of_a_column_are_divided(england: Registry, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "Name,Number\nGood Works,GB-COH-01234567\nFair Deals,GB-COH-7444723\nNo Such,GB-COH-12x\n",
    )

    mapped = import_file(england, path, mapping(COMPANY, GOES_BY), dry_run=False)

    assert mapped.error is None
    assert recorded(england, "partner_identifiers", "partner", "scheme", "value", "locator") == [
        ("Good-Works", "GB-COH", "01234567", "row 2"),
        (
            "Fair-Deals",
            "GB-COH",
            "07444723",
            "row 3; the identifier is stated as GB-COH-7444723",
        ),
        ("No-Such", "GB-COH", "12x", "row 4"),
    ]


def test_a_scheme_that_nobody_knows_is_told_with_its_row(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, "Name,Number\nGood Works,GB-CHO-01234567\n")

    mapped = import_file(england, path, mapping(COMPANY, GOES_BY), dry_run=False)

    assert mapped.error is not None
    (problem,) = mapped.error.problems
    assert (problem.row, problem.column, problem.value) == (2, "value", "GB-CHO-01234567")
    assert problem.message == "the identifier begins with no scheme that is known"
    assert recorded(england, "partners", "name") == []


def test_a_body_is_named_by_its_identifier_in_full(england: Registry, tmp_path: Path) -> None:
    agreement = {
        "act": "agreements",
        "reference": "{Area}",
        "title": "{Area}",
        "area": "Bath and North East Somerset",
    }
    path = write(tmp_path, "Area,Body\nA1,GB-LAE-BAS\nA2,gb-lae-bas\n")

    mapped = import_file(
        england, path, mapping({**agreement, "accountable_body": "{Body}"}), dry_run=False
    )

    assert mapped.error is None
    assert recorded(england, "agreements", "reference", "accountable_body")[1:] == [
        ("A1", "GB-LAE-BAS"),
        ("A2", "GB-LAE-BAS"),
    ]
