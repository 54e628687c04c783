"""``python -m publish.audit FOLDER...``: what Frictionless itself says of finished packages.

It runs in a process of its own: what it keeps in memory is gone with it, and what it does to the
process it is done to nobody else's. Each problem is a line of JSON; exit 1 if there is one.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from frictionless import Package, Resource


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a package: in which file, and what."""

    place: str
    says: str


def faults(folder: Path) -> Iterator[Fault]:
    """All that is wrong with the package in a folder, and with its zip beside it."""
    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    for error in report.errors:
        yield Fault(f"{folder.name}/datapackage.json", error.message)
    for task in report.tasks:
        for error in task.errors:
            yield Fault(f"{folder.name}/{task.place}", error.message)
    yield from _unlisted(folder, package.resources)
    for archive in folder.glob("*.zip"):
        yield from _zip_faults(folder, archive)


def _unlisted(folder: Path, resources: Iterable[Resource]) -> Iterator[Fault]:
    """Tables that the descriptor does not speak of, which Frictionless would never look at."""
    listed = {resource.path for resource in resources}
    for path in folder.glob("*.csv"):
        if path.name not in listed:
            yield Fault(f"{folder.name}/{path.name}", "no resource of the package is this file")


def _zip_faults(folder: Path, archive: Path) -> Iterator[Fault]:
    place = f"{folder.name}/{archive.name}"
    try:
        with zipfile.ZipFile(archive) as zipped:
            for name in zipped.namelist():
                with zipped.open(name) as inside, (folder / name).open("rb") as outside:
                    if _digest(inside) != _digest(outside):
                        yield Fault(place, f"{name} in it is not the file beside it")
    except (zipfile.BadZipFile, OSError) as error:
        yield Fault(place, str(error))


def _digest(file: IO[bytes]) -> bytes:
    digest = sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.digest()


def main(folders: list[str]) -> int:
    """Audit folders; 0 means that nothing is wrong."""
    found = [fault for folder in folders for fault in faults(Path(folder))]
    for fault in found:
        sys.stdout.write(json.dumps(asdict(fault)) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
