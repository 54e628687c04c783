"""The CSV files of a package: what every format must hold."""

import csv
import json
from pathlib import Path
from typing import Any


def cells(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table, as its CSV file has them."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def resources(folder: Path) -> list[dict[str, Any]]:
    """Return what the descriptor says of each table."""
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = told["resources"]
    return found


def tables(folder: Path) -> list[str]:
    """Return the names of the tables."""
    return [resource["name"] for resource in resources(folder)]
