"""The sample packages as their files have them, read with the standard library and the acts."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from registry.acts import ACTS, Act

FOLDER = Path(__file__).parents[2] / "registry" / "samples"
IN_ORDER = (
    "england",
    "area-changes-2009-2023",
    "bath-and-north-east-somerset",
    "london-borough",
    "lancashire",
    "shropshire",
    "section-75-pools",
    "reward-grants",
    "hansard-grants",
    "sustainable-communities-act",
    "laa-2008-2010",
    "herefordshire",
    "lincolnshire",
    "pilots-2004",
    "exampleshire",
)

Cells = dict[str, str]


@dataclass(frozen=True)
class Told:
    """An act with the package and row that tell it; the first row below the header is row 2."""

    package: str
    row: int
    act: Act


@cache
def descriptor(package: str) -> Any:
    return json.loads((FOLDER / package / "datapackage.json").read_text(encoding="utf-8"))


@cache
def rows(package: str, kind: str) -> tuple[Cells, ...]:
    path = FOLDER / package / f"{kind}.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


def row(package: str, kind: str, **cells: str) -> Cells:
    """The one row that holds these cells."""
    found = [row for row in rows(package, kind) if cells.items() <= row.items()]
    assert len(found) == 1, f"{len(found)} {kind} of {package} hold {cells}"
    return found[0]


@cache
def told(package: str) -> tuple[Told, ...]:
    """Every act of a package, in the order of kinds and then of rows."""
    return tuple(
        Told(package, number, act.read(cells))
        for kind, act in ACTS.items()
        for number, cells in enumerate(rows(package, kind), 2)
    )


def all_told() -> Iterator[Told]:
    for package in IN_ORDER:
        yield from told(package)
