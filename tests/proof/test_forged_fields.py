"""Whoever has the key forges one field of one row and signs again: it is refused, or told.

A soak forges every field; other runs every twentieth.
"""

import csv
import io
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.packages import import_packages
from publish.proof import check_release
from registry import REGISTRAR, Damaged, Registry, Settings, make_redaction, record
from registry.acts import ACTS, MENDING, Corrected
from registry.models import TABLES
from registry.signing import Signer, create_key, find_signer, locate_key
from registry.vocabulary import Standing
from tests.proof.releasing import resign
from tests.publish.conftest import EXAMPLESHIRE, NEGOTIATIONS
from tests.support.databases import SqliteDatabases
from tests.support.publishing import publish_unaudited
from tests.support.soak import places

FORGED = pytest.mark.soak("fields of a release, each forged and signed again", "all")
# Rows of a kind that are forged besides those that later entries changed.
ROWS = 2
TOLD = ("corrections.csv", "redactions.csv", "acts.csv", "record_entries.csv", "leaves.csv")
PROVING = (*TOLD, "entries.csv", "tree.csv", "rows.json", "checkpoint", "log.pub", "minisign.pub")

Table = list[list[str]]


@dataclass(frozen=True)
class Forgery:
    """What is written in place of a cell; ``unsalted`` if the row's salt is left out as well."""

    file: str
    row: int
    column: int
    cell: str
    unsalted: bool = False


@pytest.fixture(scope="session")
def released(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The releases of a registry with rows of every kind, mended and redacted in every way."""
    folder = tmp_path_factory.mktemp("forged")
    settings = Settings(data_dir=folder, base_url="https://registry.example")
    create_key(locate_key(settings), "registry.example/log")
    with closing(Registry.open(sqlite_databases.fresh(folder))) as registry:
        import_packages(registry, [EXAMPLESHIRE])
        mend(registry)
        publish_unaudited(registry, settings)
    return folder


@dataclass(frozen=True)
class Mender:
    """Whoever mends the first records of some kinds, by reference."""

    registry: Registry
    entries: dict[tuple[str, str], tuple[int, str]]

    @classmethod
    def of(cls, registry: Registry) -> "Mender":
        found: dict[tuple[str, str], tuple[int, str]] = {}
        with registry.reading() as session:
            for kind in ("targets", "proposals", "responses", "negotiations"):
                table = TABLES[kind].c
                wanted = select(table.reference, table.entry, table.source)
                for reference, number, source in session.connection.execute(wanted):
                    found[kind, reference] = number, source
        return cls(registry, found)

    def find(self, kind: str, place: int) -> str:
        return sorted(reference for of, reference in self.entries if of == kind)[place]

    def correct(self, kind: str, field: str, value: str | None) -> int:
        reference = self.find(kind, 0)
        act = Corrected(
            kind=kind,
            record=reference,
            field=field,
            value=value,
            reason="Misread",
            source=self.entries[kind, reference][1],
            standing=Standing.FICTIONAL,
        )
        with self.registry.writing() as session:
            return record(session, [act], author=REGISTRAR).entries[0]

    def redact(self, number: int, fields: str) -> None:
        _, source = self.entries["targets", self.find("targets", 0)]
        with self.registry.writing() as session:
            act = make_redaction(
                session.connection, number, fields=fields, reason="It names a child", source=source
            )
            record(session, [act], author=REGISTRAR)


def mend(registry: Registry) -> None:
    """Correct a record thrice, and take words off rows and off a correction."""
    mender = Mender.of(registry)
    for field, value in (("title", "Once"), ("unit", "homes"), ("title", "Twice")):
        mender.correct("targets", field, value)
    mender.correct("negotiations", "title", "Talks")
    mender.redact(mender.correct("proposals", "title", "Words of a child"), "value")
    for kind, place, field in (("proposals", 1, "text"), ("responses", 0, "stated")):
        mender.redact(mender.entries[kind, mender.find(kind, place)][0], field)


@pytest.fixture(scope="session")
def signer(released: Path) -> Signer:
    found = find_signer(Settings(data_dir=released, base_url="https://registry.example"))
    assert found is not None
    return found


@pytest.fixture(params=["registry", NEGOTIATIONS])
def folder(request: pytest.FixtureRequest, released: Path, signer: Signer, tmp_path: Path) -> Path:
    """One release with the files alone that prove it, signed by the same key."""
    made = released / "releases" / request.param / "1.0.0"
    copy = tmp_path / "copy"
    copy.mkdir()
    wanted = (*PROVING, "datapackage.json", "release.json", "SHA256SUMS", "SHA256SUMS.minisig")
    for name in (*wanted, *(path.name for path in made.glob("*.csv"))):
        if (made / name).exists():
            shutil.copyfile(made / name, copy / name)
    resign(copy, signer)
    return copy


def read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, table: Table) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    path.write_bytes(text.getvalue().encode())


def forge_cell(table: Table, row: int, column: int) -> str:
    """Another value of the same column, so that it is of the field's form; or other words."""
    was = table[row][column]
    return next((line[column] for line in table[1:] if line[column] != was), f"{was}7")


def list_forgeries(folder: Path) -> Iterator[Forgery]:
    """Every field of some rows of every kind, and of all rows that are not what one entry said."""
    salts = {(kind, reference): salt for kind, reference, _, salt in read_records(folder)}
    for file in sorted(path.name for path in folder.glob("*.csv")):
        kind, table = file.removesuffix(".csv"), read(folder / file)
        record = kind in ACTS and kind not in MENDING
        if not record and file not in TOLD:
            continue
        for row, cells in enumerate(table[1:], 1):
            salt = salts.get((kind, cells[0]), "") if record else ""
            if row > ROWS and (salt or file not in TOLD[:3]) and not (record and not salt):
                continue
            for column in range(len(cells)):
                cell = forge_cell(table, row, column)
                yield Forgery(file, row, column, cell)
                if salt:
                    yield Forgery(file, row, column, cell, unsalted=True)


def read_records(folder: Path) -> Table:
    return read(folder / "record_entries.csv")[1:]


def forge(folder: Path, forgery: Forgery) -> str:
    """Write a forgery; returns the place of its row."""
    table = read(folder / forgery.file)
    place = f"{forgery.file} {table[forgery.row][0]}"
    if forgery.unsalted:
        kind = forgery.file.removesuffix(".csv")
        records = read(folder / "record_entries.csv")
        for line in records:
            if line[:2] == [kind, table[forgery.row][0]]:
                line[3] = ""
        write(folder / "record_entries.csv", records)
    table[forgery.row][forgery.column] = forgery.cell
    write(folder / forgery.file, table)
    return place


@FORGED
def test_no_field_is_forged_unseen_by_whoever_has_the_key(folder: Path, signer: Signer) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    honest = check_release(folder, signer.verifier)
    forgeries: Sequence[Forgery] = list(list_forgeries(folder))
    unseen = []
    for chosen in places(len(forgeries)):
        place = forge(folder, forgeries[chosen])
        resign(folder, signer)
        try:
            proof = check_release(folder, signer.verifier)
        except Damaged:
            pass
        else:
            if place not in proof.unproven:
                unseen.append(forgeries[chosen])
        for path, data in before.items():
            path.write_bytes(data)

    assert honest.changed > 0
    assert unseen == []
