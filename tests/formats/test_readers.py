"""Programs of others read what we publish: `make readers` installs them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.formats.canon import cells, tables
from tests.formats.conftest import NAMES
from tests.support.house import ROOT

READERS = ROOT / ".venv-readers/bin/python"
pytestmark = pytest.mark.skipif(not READERS.exists(), reason="`make readers` was not run")

CROISSANT = """
import json, sys
import mlcroissant

path = sys.argv[1]
dataset = mlcroissant.Dataset(jsonld=path)
issues = dataset.metadata.ctx.issues
with open(path) as file:
    names = [records["name"] for records in json.load(file)["recordSet"]]
read = {name: list(dataset.records(name)) for name in names}
told = {"errors": [*issues.errors], "warnings": [*issues.warnings], "records": read}
print(json.dumps(told, default=lambda value: getattr(value, "decode", value.__str__)()))
"""
CSVW = """
import json, sys
from csvw import TableGroup

group = TableGroup.from_file(sys.argv[1])
read = {table.local_name: [dict(row) for row in table] for table in group.tables}
print(json.dumps({"whole": group.check_referential_integrity(), "rows": read}, default=str))
"""
DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette

async def main(database, metadata):
    with open(metadata) as file:
        datasette = Datasette([], immutables=[database], metadata=json.load(file))
    await datasette.invoke_startup()
    page = await datasette.client.get("/registry/targets")
    rows = await datasette.client.get("/registry/targets.json?_shape=array&_labels=on")
    print(json.dumps({"status": page.status_code, "page": page.text, "rows": rows.json()}))

asyncio.run(main(*sys.argv[1:]))
"""


def asked(program: str, *paths: Path) -> Any:
    """Run a program in the readers' environment and give what it printed."""
    command = [str(READERS), "-c", program, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT.parent)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_mlcroissant_finds_it_sound_and_loads_every_record(folder: Path) -> None:
    told = asked(CROISSANT, folder / "croissant.json")

    assert (told["errors"], told["warnings"]) == ([], [])
    assert list(told["records"]) == tables(folder)
    for table, records in told["records"].items():
        key = "number" if table == "entries" else "reference"
        wanted = [row[key] for row in cells(folder, table)]
        assert [str(record[f"{table}/{key}"]) for record in records] == wanted
    names = {row["areas/reference"]: row["areas/name"] for row in told["records"]["areas"]}
    assert names == {**NAMES, "A/8": "Part"}


def test_csvw_reads_every_row_and_finds_every_name(folder: Path) -> None:
    told = asked(CSVW, folder / "csv-metadata.json")

    assert told["whole"] is True
    assert {name: len(rows) for name, rows in told["rows"].items()} == {
        f"{table}.csv": len(cells(folder, table)) for table in tables(folder)
    }
    [first, *_] = told["rows"]["targets.csv"]
    assert (first["baseline_number"], first["from"]) == ("-4.0", None)
    assert told["rows"]["agreements.csv"][0]["single_pot"] is True


def test_datasette_shows_tables_with_meanings_and_links(folder: Path) -> None:
    told = asked(DATASETTE, folder / "registry.sqlite", folder / "registry.datasette.json")

    assert told["status"] == 200
    assert (
        "The agreement to which the target belongs" in told["page"] or "agreement" in told["page"]
    )
    assert told["rows"][0]["agreement"] == {"value": "L", "label": "LAA"}
