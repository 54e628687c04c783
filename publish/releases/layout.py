"""Releases as they lie on disk: one folder each, never changed, and a link to the latest.

::

    releases/
    ├── registry/
    │   ├── 1.0.0/          withdrawn.json
    │   ├── 1.1.0/          datapackage.json, areas.csv, ..., registry.zip, release.json
    │   ├── releases.json   the index of them, see publish.releases.index
    │   └── latest -> 1.1.0
    └── negotiations-exs-laa/ ...

A folder that is named by an entry in ten digits is a release of the time before there were
versions: it stays as it was signed, and the first version follows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from opendata import Coverage, WrittenFile
from publish.file_names import KEPT
from publish.releases.versions import is_version, make_sort_key

FOLDER = "releases"
LATEST = "latest"
RELEASE_FILE = KEPT
# No file system that we know of takes a longer name.
_DATASET = re.compile(r"[a-z0-9][a-z0-9.-]{0,254}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Release:
    """One dataset as it was published at one entry of the ledger.

    ``version`` is semantic, ``previous`` the version that it follows (empty for the first), ``why``
    says in a few words what raised it.
    ``shape`` changes with the way of publishing, ``fingerprint`` with that
    or the records have; ``files`` lists the package's files, the zip of them with its signature,
    the other formats, and the sums with theirs; ``key`` is the public key that signed, if one did;
    ``coverage`` is the time and the places that the records are about.
    """

    dataset: str
    version: str
    previous: str
    why: str
    title: str
    about: str
    standing: str
    world: str
    entry: int
    root: str
    recorded_at: str
    shape: str
    fingerprint: str
    standings: dict[str, int]
    files: tuple[WrittenFile, ...]
    key: str = ""
    coverage: Coverage = field(default_factory=Coverage)

    @property
    def release(self) -> str:
        """The name by which the release goes: its version."""
        return self.version

    @property
    def records(self) -> int:
        """How many records it has, the ledger's own table aside."""
        return sum(self.standings.values())

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(file.rows or 0 for file in self.files)

    @property
    def archive(self) -> str:
        """The name of the zip that holds the whole package."""
        return f"{self.dataset}.zip"

    def find_file(self, path: str) -> WrittenFile | None:
        """Return what is known of one file."""
        return next((file for file in self.files if file.path == path), None)

    def to_json(self) -> str:
        """Return the text of release.json."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Release:
        """Read a release from the text of release.json."""
        document: dict[str, Any] = json.loads(text)
        if "version" not in document:
            document |= {"version": document.pop("release"), "previous": "", "why": ""}
        files = tuple(WrittenFile(**file) for file in document["files"])
        coverage = Coverage.from_json(document.get("coverage", {}))
        return cls(**{**document, "files": files, "coverage": coverage})


def releases_folder(data_dir: Path) -> Path:
    """Return the folder of all releases."""
    return data_dir / FOLDER


def find_latest(releases: Path, dataset: str) -> Release | None:
    """Return the latest release of a dataset, or None before the first."""
    return read_release(releases / dataset / LATEST) if is_dataset_name(dataset) else None


def read_release(folder: Path) -> Release | None:
    """Read the release in a folder, or None where there is none."""
    try:
        return Release.from_json((folder / RELEASE_FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None


def list_versions(dataset: Path) -> list[str]:
    """List the versions of a dataset that have a folder, withdrawn or not, the oldest first."""
    if not dataset.is_dir():
        return []
    return sorted(
        (path.name for path in dataset.iterdir() if is_version(path.name)), key=make_sort_key
    )


def list_dataset_names(releases: Path) -> list[str]:
    """List the names of all datasets that were ever published, the whole registry first."""
    if not releases.is_dir():
        return []
    names = (
        path.name for path in releases.iterdir() if is_dataset_name(path.name) and path.is_dir()
    )
    return sorted(names, key=lambda name: (name != "registry", name))


def is_dataset_name(name: str) -> bool:
    """Return whether a folder or an address can name a dataset."""
    return _DATASET.fullmatch(name) is not None


def list_latest_releases(releases: Path) -> Iterator[Release]:
    """Yield the latest release of every dataset, the whole registry first."""
    for name in list_dataset_names(releases):
        found = find_latest(releases, name)
        if found:
            yield found
