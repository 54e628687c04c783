"""A published table has the address of each record; nothing is imported from that column."""

from pathlib import Path

import pytest

from ingest.packages import NotImported, import_packages
from opendata import DERIVED, DERIVED_COLUMNS
from registry import Registry
from registry.acts import ACTS, fields_of
from registry.ledger import read_position
from tests.support.packages import GROUND, write_package

BASE = "https://r.example/register"
SCHEMA = {"schema": {"fields": [{"name": "uri", "type": "string", DERIVED: True}]}}


def addressed(*uris: str) -> dict[str, str]:
    """The ground, its partners with addresses."""
    header, *rows = GROUND["partners"].splitlines()
    lines = [f"{header},uri", *(f"{row},{uri}" for row, uri in zip(rows, uris, strict=True))]
    return {**GROUND, "partners": "\n".join(lines)}


def count_entries(registry: Registry) -> int:
    with registry.reading() as session:
        return read_position(session.connection).number


def test_no_act_has_a_field_with_the_name_of_a_derived_column() -> None:
    fields = {field.name for act in ACTS.values() for field in fields_of(act)}

    assert fields.isdisjoint(DERIVED_COLUMNS)


@pytest.mark.parametrize(
    "uris",
    [
        (f"{BASE}/partners/COUNCIL", f"{BASE}/partners/POLICE"),
        ("", f"{BASE}/partners/POLICE"),
        ("", ""),
    ],
)
def test_addresses_that_follow_from_their_rows_are_passed_over(
    registry: Registry, tmp_path: Path, uris: tuple[str, str]
) -> None:
    plain = write_package(tmp_path / "plain", GROUND)
    package = write_package(tmp_path / "p", addressed(*uris), {"partners": SCHEMA})

    import_packages(registry, [package])

    recorded = count_entries(registry)
    assert recorded == 7
    # The same words without the addresses are on record already.
    import_packages(registry, [plain])
    assert count_entries(registry) == recorded


@pytest.mark.parametrize(
    ("uris", "row", "follows"),
    [
        ((f"{BASE}/partners/POLICE", ""), 2, "https://…/partners/COUNCIL"),
        (("COUNCIL", f"{BASE}/partners/POLICE"), 2, "https://…/partners/COUNCIL"),
        ((f"{BASE}/areas/COUNCIL", ""), 2, "https://…/partners/COUNCIL"),
        (("javascript:1/partners/COUNCIL", ""), 2, "https://…/partners/COUNCIL"),
        (
            (f"{BASE}/partners/COUNCIL", "https://other.example/partners/POLICE"),
            3,
            f"{BASE}/partners/POLICE",
        ),
    ],
)
def test_an_address_that_says_something_else_is_refused(
    registry: Registry, tmp_path: Path, uris: tuple[str, str], row: int, follows: str
) -> None:
    package = write_package(tmp_path / "p", addressed(*uris))

    with pytest.raises(NotImported) as refused:
        import_packages(registry, [package])

    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (row, "uri")
    assert problem.value == uris[row - 2]
    assert problem.message == f"it follows from the row, which makes it {follows}"
    assert "Leave the column out" in problem.remedy
    assert count_entries(registry) == 0
