"""The SQLite database holds every row, with its keys, and nothing beside it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.formats.canon import cells, resources

READS: dict[str, Callable[[str], Any]] = {
    "boolean": {"true": 1, "false": 0}.__getitem__,
    "integer": int,
    "number": float,
}


@pytest.fixture
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    address = f"file:{folder / 'registry.sqlite'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def typed(cell: str, kind: str) -> Any:
    return READS.get(kind, str)(cell) if cell else None


def test_every_cell_of_every_table_is_there(folder: Path, database: sqlite3.Connection) -> None:
    for resource in resources(folder):
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        wanted = [
            {name: typed(cell, types[name]) for name, cell in row.items()}
            for row in cells(folder, resource["name"])
        ]
        found = database.execute(f"SELECT * FROM {resource['name']} ORDER BY rowid")

        assert [dict(row) for row in found] == wanted


def test_it_is_whole_and_every_name_has_its_record(database: sqlite3.Connection) -> None:
    assert [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA freelist_count").fetchone()[0] == 0


def test_every_table_is_strict_and_has_its_keys(folder: Path, database: sqlite3.Connection) -> None:
    strict = {row["name"]: row["strict"] for row in database.execute("PRAGMA table_list")}
    for resource in resources(folder):
        name, schema = resource["name"], resource["schema"]
        keys = database.execute(f"PRAGMA foreign_key_list({name})").fetchall()
        info = database.execute(f"PRAGMA table_info({name})").fetchall()
        indexed = {
            database.execute(f"PRAGMA index_info({index['name']})").fetchone()["name"]
            for index in database.execute(f"PRAGMA index_list({name})").fetchall()
        }
        foreign = {
            (key["fields"][0], key["reference"]["resource"] or name)
            for key in schema.get("foreignKeys", ())
        }

        assert strict[name] == 1
        assert [column["name"] for column in info if column["pk"]] == schema["primaryKey"]
        assert {(key["from"], key["table"]) for key in keys} == foreign
        assert {column for column, _ in foreign} <= indexed


def test_amounts_compare_and_add_up(database: sqlite3.Connection) -> None:
    large = database.execute("SELECT reference FROM contributions WHERE amount > 1000").fetchall()

    assert [row["reference"] for row in large] == ["C1"]
    assert database.execute("SELECT sum(amount) FROM requests").fetchone()[0] == 12.5


def test_it_says_what_it_is_and_what_columns_mean(database: sqlite3.Connection) -> None:
    about = dict(database.execute("SELECT name, value FROM _about").fetchall())
    meaning = database.execute(
        "SELECT * FROM _columns WHERE \"table\" = 'areas' AND \"column\" = 'within'"
    ).fetchone()

    assert about["title"] == "Fictional: Answerable: the whole registry"
    assert (
        int(about["ledger_entry"]) == database.execute("SELECT count(*) FROM entries").fetchone()[0]
    )
    assert tuple(meaning) == (
        *("areas", "within", "string", "The area of which this one is a part", "areas", None),
    )
    assert database.execute("PRAGMA application_id").fetchone()[0] == 0x414E5357


def test_nothing_is_left_beside_it(folder: Path) -> None:
    assert [path.name for path in folder.glob("registry.sqlite*")] == ["registry.sqlite"]
