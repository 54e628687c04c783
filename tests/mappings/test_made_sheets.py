"""Sheets of all kinds, made at random: nothing ends in a traceback, and no word is lost."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection

from ingest.files import Table, TableLimits, TableOptions
from ingest.files.read_table import build_table
from ingest.files.worker import read_lines
from ingest.mappings import ImportPlan, Mapping, import_file, read_mapping
from ingest.mappings.plan_table import plan_table
from ingest.mappings.sniffing import sniff_file, sniff_table
from ingest.packages import import_packages
from registry import Registry
from tests.mappings.made_sheets import MadeSheet, make_sheet
from tests.mappings.saved_sheets import save_csv, save_ods, save_xlsx
from tests.support.databases import SqliteDatabases
from tests.support.packages import GROUND, write_package
from tests.support.soak import Trials, get_seed

SHEETS = Trials("sheets made at random, sniffed and planned", 20_000)
PARTS = 4
LOST = "lost"
SAVE = {"xlsx": save_xlsx, "ods": save_ods, "csv": save_csv}
# What a person says of rows of which nothing was recognised.
UNKNOWN = ['act = "targets"', 'reference = "T-{n}"', 'agreement = "LAA"', 'title = "Words"']
# Words for a record that stands already with others are told, and change nothing.
AS_IT_WAS = "was left as it is"
OUTSIDE = ("rows above the header", "rows below file.last_row")
SETTLED = {"area": "Exampleshire", "by": "COUNCIL", "hidden": "leave_out", "kind": "OTHER"}


@dataclass(frozen=True)
class Found:
    """Where the words of a cell went."""

    outcome: str
    words: str


@pytest.fixture(scope="module")
def small(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Registry]:
    """A registry that knows an area and two bodies."""
    folder = tmp_path_factory.mktemp("small")
    registry = Registry.open(sqlite_databases.fresh(folder))
    import_packages(registry, [write_package(folder / "ground", GROUND)])
    yield registry
    registry.close()


def read_here(made: MadeSheet, kind: str) -> Table:
    """Read a sheet as the sealed process does, but in this one: that is twenty times as quick."""
    data = SAVE[kind](made)
    lines = [*read_lines(data, TableOptions(), TableLimits()), {"end": True}]
    table = build_table(Path(f"made.{kind}"), lines)
    assert table is not None
    return table


def settle(text: str) -> Mapping:
    """Fill in mechanically what only a person can know."""
    lines = []
    for line in text.replace('"settle: ', '"').splitlines():
        key = line.partition(" = ")[0]
        if line == 'act = "settle"':
            lines += UNKNOWN
        elif line.startswith(f'{key} = "settle"'):
            lines.append(f'{key} = "{SETTLED.get(key, "Words")}"')
        else:
            lines.append(line)
    return read_mapping(tomllib.loads("\n".join(lines)))


def find_words(made: MadeSheet, header: tuple[int, ...], plan: ImportPlan) -> Iterator[Found]:
    """Yield what became of the words of each cell that a person sees."""
    acts = [act for row in (plan.once, *plan.rows) for act in row.acts]
    recorded = plain(" \n ".join(words for act in acts for words in act.cells().values()))
    rows = {row.number: row for row in plan.rows}
    outside = any(note.startswith(OUTSIDE) for note in plan.notes)
    for place, cell in made.cells.items():
        words, row = plain(cell.shown), rows.get(place[0])
        if not words or not made.is_seen(place) or words in made.secrets or place[0] in header:
            continue
        if row is None:
            yield Found("told to stand outside" if outside else LOST, words)
        elif row.left_out or row.problems:
            yield Found("left out" if row.left_out else "a problem of its row", words)
        else:
            pieces = [piece.strip() for piece in words.split(";")]
            there = all(piece in recorded for piece in pieces)
            left = any(words in plain(note) for note in row.notes if AS_IT_WAS in note)
            yield Found("recorded" if there else "told to be left" if left else LOST, words)


def plain(words: str) -> str:
    return " ".join(words.split())


def try_sheet(connection: Connection, seed: str) -> Iterator[str]:
    """Yield what became of the cells of one sheet, in each kind of file."""
    made = make_sheet(seed)
    acts = {}
    for kind in SAVE:
        table = read_here(made, kind)
        sniffed = sniff_table(table, connection)
        plan = plan_table(connection, table, settle(sniffed.mapping))
        acts[kind] = [act.cells() for row in plan.rows for act in row.acts]
        if plan.problems:
            yield "a problem of the file"
            continue
        told = sniffed.mapping + str(plan.notes) + str(acts[kind])
        if kind != "csv":
            assert [word for word in made.secrets if word in told] == [], (seed, kind)
        for found in find_words(made, sniffed.header, plan):
            assert found.outcome != LOST, (seed, kind, found.words)
            yield found.outcome
    assert acts["ods"] == acts["xlsx"], seed


@SHEETS.mark
@pytest.mark.parametrize("part", range(PARTS))
def test_no_sheet_loses_a_word(small: Registry, part: int) -> None:
    outcomes: Counter[str] = Counter()
    with small.reading() as session:
        for number in range(part, SHEETS.count, PARTS):
            outcomes.update(try_sheet(session.connection, f"{get_seed()} {number}"))

    total = sum(outcomes.values())
    assert outcomes["recorded"] * 2 > total, outcomes
    assert outcomes["a problem of the file"] * 100 < total, outcomes


WHOLE = Trials("made sheets, imported as dry runs by the sealed process", 400)


@WHOLE.mark
def test_no_dry_run_ends_in_a_traceback(small: Registry, tmp_path: Path) -> None:
    with small.reading() as session:
        head = session.connection.exec_driver_sql("SELECT number FROM head").scalar_one()
        for number in range(WHOLE.count):
            made = make_sheet(f"{get_seed()} whole {number}")
            kind = list(SAVE)[number % 3]
            path = tmp_path / f"made-{number}.{kind}"
            path.write_bytes(SAVE[kind](made))
            mapping = settle(sniff_file(path, session.connection).mapping)

            mapped = import_file(small, path, mapping, dry_run=True)

            assert (mapped.imported is None) == (mapped.error is not None)
    with small.reading() as session:
        assert session.connection.exec_driver_sql("SELECT number FROM head").scalar_one() == head
