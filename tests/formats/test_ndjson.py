"""JSON lines hold every cell, typed where JSON has the type."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from tests.formats.canon import cells, resources, tables
from tests.formats.conftest import NAMES

READS: dict[str, Callable[[str], Any]] = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "integer": int,
}


def lines(folder: Path, table: str) -> bytes:
    with zipfile.ZipFile(folder / "registry-ndjson.zip") as zipped:
        return zipped.read(f"{table}.ndjson")


def objects(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(folder, table).splitlines()]


def typed(cell: str, kind: str) -> Any:
    return READS.get(kind, str)(cell) if cell else None


def test_every_cell_of_every_table_is_there(folder: Path) -> None:
    for resource in resources(folder):
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        wanted = [
            {name: typed(cell, types[name]) for name, cell in row.items()}
            for row in cells(folder, resource["name"])
        ]

        assert objects(folder, resource["name"]) == wanted


def test_nothing_else_is_there(folder: Path) -> None:
    with zipfile.ZipFile(folder / "registry-ndjson.zip") as zipped:
        assert zipped.namelist() == [f"{table}.ndjson" for table in tables(folder)]
        assert zipped.testzip() is None


def test_numbers_keep_their_scale_and_truth_is_true(folder: Path) -> None:
    targets = {row["reference"]: row for row in objects(folder, "targets")}

    assert targets["T1"]["baseline_number"] == "-4.0"
    assert targets["T4"]["baseline_number"] is None
    assert objects(folder, "agreements")[0]["single_pot"] is True
    assert objects(folder, "requests")[0]["number"] == 1
    assert [row["amount"] for row in objects(folder, "contributions")] == [
        "9999999999999.99",
        "-0.70",
    ]


def test_pandas_reads_it(folder: Path) -> None:
    frame = pd.read_json(io.BytesIO(lines(folder, "areas")), lines=True, dtype=False)

    named = dict(zip(frame["reference"], frame["name"], strict=True))
    assert named == {**NAMES, "A/8": "Part"}
