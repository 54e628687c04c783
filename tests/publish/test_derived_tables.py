"""A table that holds no records is declared in one place: the rest of publishing follows."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

import opendata.resources
from ingest.packages import import_packages
from opendata import DataResource, Nature, make_entries_table
from publish import Release, find_release
from publish.catalogue import make_catalogue
from publish.package.audit import audit_packages
from publish.proof import check_release
from registry import Damaged, Settings
from registry.models import TABLES
from tests.publish.stories import published, references
from tests.registry.world import World
from tests.support.databases import SqliteDatabases

NAME = "busy_partners"


def busy_partners() -> DataResource:
    """A scratch table: how many targets each partner answers for."""
    terms = TABLES["accountability"].c
    statement = select(
        TABLES["partners"].c.reference,
        select(func.count())
        .where(terms.partner == TABLES["partners"].c.reference)
        .scalar_subquery()
        .label("terms"),
    )
    says = {"terms": "In how many terms it answers"}
    return DataResource(
        NAME, "One partner and its terms, counted.", statement, says, Nature.DERIVED
    )


@pytest.fixture
def release(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small registry, published with the scratch table."""
    table = busy_partners()
    monkeypatch.setattr(opendata.resources, "OTHER_TABLES", (make_entries_table, lambda: table))
    return published(world, settings).releases / "registry/1.0.0"


def released(folder: Path) -> Release:
    release = find_release(folder.parent.parent, "registry", "1.0.0")
    assert release is not None
    return release


def test_it_stands_in_every_format_and_text(release: Path) -> None:
    lines = (release / f"{NAME}.csv").read_text(encoding="utf-8").splitlines()
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    described = next(one for one in descriptor["resources"] if one["name"] == NAME)
    rows = len(lines) - 1
    with closing(sqlite3.connect(release / "registry.sqlite")) as database:
        counted = database.execute(f"SELECT count(*) FROM {NAME}").fetchone()[0]

    assert lines[0] == "reference,terms"
    assert rows > 0
    assert counted == rows
    assert [field["name"] for field in described["schema"]["fields"]] == ["reference", "terms"]
    assert (release / f"{NAME}.parquet").exists()
    readme = (release / "README.md").read_text(encoding="utf-8")
    assert f"| `{NAME}.csv` | {rows} | One partner and its terms, counted. |" in readme


def test_it_passes_the_audit_and_the_proof_but_proves_no_rows(release: Path) -> None:
    audit_packages([release])
    proof = check_release(release)

    assert NAME not in {kind for kind, _ in references(release)}
    assert NAME not in json.loads((release / "rows.json").read_text())["rows"]
    assert proof.rows + proof.changed == len(references(release))


def test_its_sums_vouch_for_it(release: Path) -> None:
    table = release / f"{NAME}.csv"
    table.write_bytes(table.read_bytes().replace(b",0\r\n", b",9\r\n", 1))

    with pytest.raises(Damaged, match=NAME):
        check_release(release)


def test_software_that_does_not_know_it_refuses_to_vouch(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()

    with pytest.raises(Damaged, match=rf"{NAME}\.csv: this version knows no such kind of record"):
        check_release(release)


def test_it_is_passed_over_when_the_package_is_imported(
    release: Path, sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = World(sqlite_databases.fresh(folder))
    with closing(other.registry):
        import_packages(other.registry, [release])
        again = published(other, Settings(data_dir=folder, base_url="https://registry.example"))

    for name in (NAME, "partners", "accountability"):
        copy = again.releases / f"registry/1.0.0/{name}.csv"
        assert copy.read_bytes() == (release / f"{name}.csv").read_bytes()


def test_the_catalogue_names_it(release: Path, settings: Settings) -> None:
    record = make_catalogue(settings, [released(release)])
    titles = [one.title for dataset in record.datasets for one in dataset.distributions]

    assert "Busy partners (CSV)" in titles
