"""``python -m publish.package.audit_worker FOLDER...``: what Frictionless says of packages.

It runs in a process of its own: what it keeps in memory is gone with it, and what it does to the
process it is done to nobody else's. It needs nothing else of ours, so that it starts quickly. Each
fault is a line of JSON; exit 1 if there is one.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Self, cast

from frictionless import FrictionlessException, Package, Resource, Row
from frictionless.resources import TableResource
from frictionless.types import ICallbackFunction

# Tables about the package itself; publish.proof checks them, and a test these names.
PROOF = frozenset(
    {
        *("record_entries.csv", "leaves.csv", "tree.csv", "acts.csv"),
        *("redactions.csv", "corrections.csv"),
    }
)
# The data dictionary describes the tables and is not one of them.
DICTIONARY = "dictionary.csv"
# A zip that holds the tables in another form, so that its files are not those beside it.
OTHER_FORM = "-ndjson.zip"
# The folder and the zip have sums of their own.
OF_EACH_PLACE = frozenset({"SHA256SUMS", "SHA256SUMS.minisig"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a package: in which file, and what."""

    place: str
    says: str


def find_faults(folder: Path) -> Iterator[Fault]:
    """Yield everything that is wrong with the package in a folder, and with its zip."""
    try:
        package = Package(str(folder / "datapackage.json"))
    except FrictionlessException as exception:
        for error in exception.to_errors():
            yield Fault(f"{folder.name}/datapackage.json", error.message)
        return
    family = KnownKeys(package)
    for resource in package.resources:
        resource.package = cast(Package, family)
        for task in resource.validate(on_row=family.make_row_callback(resource)).tasks:
            for error in task.errors:
                yield Fault(f"{folder.name}/{task.place}", error.message)
    yield from _find_unlisted(folder, package.resources)
    for archive in folder.glob("*.zip"):
        if not archive.name.endswith(OTHER_FORM):
            yield from _find_zip_faults(folder, archive)


class KnownKeys:
    """Stands in for the package when Frictionless looks up the keys of another table.

    By itself Frictionless reads every table again, and copies its descriptor, for each column that
    names it: most of the time that a package takes. Here the keys are noted while a table is looked
    at, for the tables that come after it.
    """

    def __init__(self, package: Package) -> None:
        self.basepath = package.basepath
        self._package = package
        self._keys: dict[str, TableKeys] = {}

    def make_row_callback(self, resource: Resource) -> ICallbackFunction:
        """Return a callback that takes note of each row's key, for the tables that reference it."""
        key = resource.schema.primary_key
        keys = self._keys[resource.name] = TableKeys([])

        def note(row: Row) -> None:
            keys.row_stream.append({column: row.get(column) for column in key})

        return note

    def has_resource(self, name: str) -> bool:
        """Return whether the package has a table of this name."""
        return self._package.has_resource(name)

    def get_resource(self, name: str) -> TableKeys:
        """Return the keys of a table of the package."""
        return self._keys.get(name) or TableKeys(list(self._read_rows(name)))

    def _read_rows(self, name: str) -> Iterator[Mapping[str, Any]]:
        table = cast(TableResource, self._package.get_resource(name).to_copy())
        key = table.schema.primary_key
        table.schema.foreign_keys = []
        with table:
            for row in table.row_stream:
                yield {column: row.get(column) for column in key}


class TableKeys:
    """Stands in for a referenced table: the keys of its rows, as Frictionless read them."""

    schema = None

    def __init__(self, rows: list[Mapping[str, Any]]) -> None:
        self.row_stream = rows

    def to_copy(self) -> Self:
        """Return itself: it holds nothing that could be closed."""
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _find_unlisted(folder: Path, resources: Iterable[Resource]) -> Iterator[Fault]:
    """Yield tables that the descriptor does not list, which Frictionless would not read."""
    listed = PROOF | {DICTIONARY} | {resource.path for resource in resources}
    for path in folder.glob("*.csv"):
        if path.name not in listed:
            yield Fault(f"{folder.name}/{path.name}", "no resource of the package is this file")


def _find_zip_faults(folder: Path, archive: Path) -> Iterator[Fault]:
    place = f"{folder.name}/{archive.name}"
    try:
        with zipfile.ZipFile(archive) as zipped:
            for name in set(zipped.namelist()) - OF_EACH_PLACE:
                with zipped.open(name) as inside, (folder / name).open("rb") as outside:
                    if _hash_file(inside) != _hash_file(outside):
                        yield Fault(place, f"{name} in it is not the file beside it")
    except (zipfile.BadZipFile, OSError) as error:
        yield Fault(place, str(error))


def _hash_file(file: IO[bytes]) -> bytes:
    digest = sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.digest()


def main(folders: list[str]) -> int:
    """Audit folders; 0 means that nothing is wrong."""
    found = [fault for folder in folders for fault in find_faults(Path(folder))]
    for fault in found:
        sys.stdout.write(json.dumps(asdict(fault)) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
