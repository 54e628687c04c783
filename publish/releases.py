"""Releases as they lie on disk: one folder each, never changed, and a link to the latest.

::

    releases/
    ├── registry/
    │   ├── 0000000123/     datapackage.json, areas.csv, ..., registry.zip, release.json
    │   └── latest -> 0000000123
    └── negotiations-exs-laa/ ...
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from opendata import Written
from publish.proof.names import KEPT

FOLDER = "releases"
LATEST = "latest"
TOLD = KEPT


@dataclass(frozen=True, slots=True)
class Release:
    """One dataset as it was published at one entry of the ledger.

    ``shape`` tells whether the way of publishing has changed since, ``fingerprint`` whether that
    or the records have; ``files`` lists the package's files, the zip of them with its
    signature, the other formats, and the sums with theirs; ``key`` is the public key that
    signed, if one did.
    """

    dataset: str
    release: str
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
    files: tuple[Written, ...]
    key: str = ""

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(file.rows or 0 for file in self.files)

    @property
    def archive(self) -> str:
        """The name of the zip that holds the whole package."""
        return f"{self.dataset}.zip"

    def file(self, path: str) -> Written | None:
        """What is known of one file."""
        return next((file for file in self.files if file.path == path), None)

    def to_json(self) -> str:
        """The release as release.json tells it."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Release:
        """The release that a release.json tells of."""
        told = json.loads(text)
        return cls(**{**told, "files": tuple(Written(**file) for file in told["files"])})


def releases_in(data_dir: Path) -> Path:
    """The folder of all releases."""
    return data_dir / FOLDER


def latest(releases: Path, dataset: str) -> Release | None:
    """The latest release of a dataset, or None before the first."""
    return release_at(releases / dataset / LATEST)


def release_at(folder: Path) -> Release | None:
    """The release in a folder, or None where there is none."""
    try:
        return Release.from_json((folder / TOLD).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None


def entries_before(dataset: Path, entry: int) -> tuple[int, ...]:
    """The entries at which earlier releases of a dataset were made."""
    names = (path.name.partition(".")[0] for path in dataset.glob("[0-9]*"))
    return tuple(sorted({int(name) for name in names if 0 < int(name) < entry}))


def published(releases: Path) -> Iterator[Release]:
    """The latest release of every dataset, the whole registry first."""
    if not releases.is_dir():
        return
    names = sorted(path.name for path in releases.iterdir() if not path.name.startswith("."))
    for name in sorted(names, key=lambda name: name != "registry"):
        found = latest(releases, name)
        if found:
            yield found
