"""What a mapping records once, where nobody knows it yet, is not recorded beside what is known."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from ingest.mappings import import_file
from registry import Registry
from registry.models import TABLES
from tests.mappings.files import mapping, write

AGREEMENTS = {"act": "agreements", "reference": "{Ref}", "title": "{Ref}", "area": "{Area}"}


def count_areas(registry: Registry) -> int:
    with registry.reading() as session:
        return session.connection.execute(
            select(func.count()).select_from(TABLES["areas"])
        ).scalar_one()


@pytest.mark.parametrize(("name", "more"), [("Coventry", 0), ("Easington", 1)])
def test_a_place_is_recorded_where_nothing_goes_by_its_name(
    england: Registry, tmp_path: Path, name: str, more: int
) -> None:
    once = {
        "act": "areas",
        "reference": "OWN",
        "name": name,
        "kind": "DISTRICT",
        "region": "NORTH-EAST",
        "unless_known": name,
    }
    path = write(tmp_path, f"Ref,Area\nA1,{name}\n")
    before = count_areas(england)

    mapped = import_file(england, path, mapping(AGREEMENTS, once=[once]), dry_run=False)

    assert mapped.error is None
    assert count_areas(england) - before == more
