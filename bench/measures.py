"""One measurement a process: `python -m bench.measures STEP FOLDER URL` prints its figures."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import publish
import registry
from ingest.packages import import_packages
from registry import Registry, Settings, verifying

# How many rows and bytes a step dealt with.
Amount = tuple[int, int]
Step = Callable[[Registry, Path], Amount]


def first_import(opened: Registry, folder: Path) -> Amount:
    """Every act recorded, hashed and projected in one transaction."""
    return import_packages(opened, [folder / "package"]).new_acts, size(folder / "package")


def second_import(opened: Registry, folder: Path) -> Amount:
    """The same again, of which nothing is new."""
    return import_packages(opened, [folder / "package"]).repeated_acts, size(folder / "package")


def publishing(opened: Registry, folder: Path) -> Amount:
    """Every package written, hashed, zipped and audited."""
    done = publish.publish(opened, Settings(data_dir=folder), folder / "releases")
    written = sum(
        file.size
        for release in done.made
        for file in release.files
        if not file.path.endswith(".zip")
    )
    return sum(release.rows for release in done.made), written


def verification(opened: Registry, _: Path) -> Amount:
    """The ledger checked, replayed and compared."""
    return verifying.verify(opened).rows, 0


MEASURES: Mapping[str, Step] = MappingProxyType(
    {
        "import": first_import,
        "import again": second_import,
        "publish": publishing,
        "verify": verification,
    }
)


def size(folder: Path) -> int:
    """How many bytes the files of a folder hold."""
    return sum(file.stat().st_size for file in folder.iterdir())


def peak_mb() -> float:
    """The most memory that this process or one that it started ever held."""
    usage = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(one.ru_maxrss for one in usage) / 1024


def main(step: str, folder: str, url: str) -> None:
    """Measure one step and print its figures as JSON."""
    registry.migrate(url)
    opened = Registry.open(url)
    begun = time.perf_counter()
    rows, byte_count = MEASURES[step](opened, Path(folder))
    seconds = time.perf_counter() - begun
    opened.close()
    figures = {
        "rows": rows,
        "seconds": round(seconds, 3),
        "rows_per_second": round(rows / seconds, 1),
        "mb_per_second": round(byte_count / 1e6 / seconds, 2),
        "peak_mb": round(peak_mb(), 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
