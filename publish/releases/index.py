"""``releases.json``: the index of all releases of a dataset, withdrawn ones included."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opendata import WrittenFile
from publish.releases.atomic_files import replace_file
from publish.releases.layout import LATEST, Release, is_dataset_name, list_versions, read_release
from publish.releases.tombstones import TOMBSTONE, Tombstone, read_tombstone
from publish.releases.versions import is_version, make_sort_key

LISTING = "releases.json"
CURRENT, SUPERSEDED, WITHDRAWN = "current", "superseded", "withdrawn"


@dataclass(frozen=True, slots=True)
class ListedRelease:
    """One release in the list.

    Attributes:
        version: its version.
        previous: the version that it follows; empty for the first.
        status: ``current``, ``superseded`` or ``withdrawn``.
        why: what raised the version, or why it was withdrawn.
        entry: the number of entries on the ledger when it was made.
        root: the root hash over them, in hex.
        recorded_at: the instant of the last of them, in UTC.
        records: how many records it has.
        rows: how many rows all of its tables have, the ledger's own among them.
        files: its files; none of a release that was withdrawn.
        withdrawn_at: the instant of the redaction that withdrew it; empty if none did.
        replaced_by: the version that then took its place, if any.
    """

    version: str
    previous: str
    status: str
    why: str
    entry: int
    root: str
    recorded_at: str
    records: int
    rows: int
    files: tuple[WrittenFile, ...] = ()
    withdrawn_at: str = ""
    replaced_by: str = ""

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> ListedRelease:
        """Read one release from ``releases.json``."""
        files = tuple(
            WrittenFile(one["path"], one["bytes"], one["sha256"], one.get("rows"))
            for one in document["files"]
        )
        return cls(**{**document, "files": files})

    def to_json(self) -> dict[str, Any]:
        """Return one release as ``releases.json`` has it."""
        document = {name: getattr(self, name) for name in self.__slots__}
        return {**document, "files": [_describe_file(file) for file in self.files]}


def _describe_file(file: WrittenFile) -> dict[str, Any]:
    document: dict[str, Any] = {"path": file.path, "bytes": file.size, "sha256": file.sha256}
    return document if file.rows is None else {**document, "rows": file.rows}


def list_releases(releases: Path, dataset: str) -> tuple[ListedRelease, ...]:
    """Return all releases of a dataset, the newest first; none where there is no such dataset."""
    if not is_dataset_name(dataset):
        return ()
    try:
        document = json.loads((releases / dataset / LISTING).read_text(encoding="utf-8"))
        return tuple(map(ListedRelease.from_json, document["releases"]))
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return tuple(_list_folders(releases / dataset))


def find_release(releases: Path, dataset: str, version: str) -> Release | None:
    """Return one release of a dataset; None where it was withdrawn or never existed."""
    if not (is_dataset_name(dataset) and is_version(version)):
        return None
    folder = releases / dataset / version
    return None if (folder / TOMBSTONE).exists() else read_release(folder)


def find_tombstone(releases: Path, dataset: str, version: str) -> Tombstone | None:
    """Return the tombstone of a withdrawn release; None for any other."""
    if not (is_dataset_name(dataset) and is_version(version)):
        return None
    return read_tombstone(releases / dataset / version)


def update_index(dataset: Path) -> None:
    """Let ``releases.json`` list what lies there; it is made of the folders alone."""
    if not _is_current(dataset):
        document = {
            "dataset": dataset.name,
            "latest": _read_latest(dataset),
            "releases": [one.to_json() for one in _list_folders(dataset)],
        }
        text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
        replace_file(dataset / LISTING, text.encode())


def _is_current(dataset: Path) -> bool:
    """Return whether ``releases.json`` matches the folders, by their names alone."""
    try:
        document = json.loads((dataset / LISTING).read_text(encoding="utf-8"))
        listed = {one["version"]: one["status"] for one in document["releases"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False
    there = {
        version: _find_status(dataset, version, _read_latest(dataset))
        for version in list_versions(dataset)
    }
    return listed == there and list(listed) == sorted(listed, key=make_sort_key, reverse=True)


def _read_latest(dataset: Path) -> str:
    link = dataset / LATEST
    return link.readlink().name if link.is_symlink() else ""


def _find_status(dataset: Path, version: str, current: str) -> str:
    if (dataset / version / TOMBSTONE).exists():
        return WITHDRAWN
    return CURRENT if version == current else SUPERSEDED


def _list_folders(dataset: Path) -> Iterator[ListedRelease]:
    """Yield the releases that the folders hold, the newest first."""
    current = _read_latest(dataset)
    for version in reversed(list_versions(dataset)):
        gone, there = read_tombstone(dataset / version), read_release(dataset / version)
        if gone:
            yield _list_release(gone, WITHDRAWN, gone.why)
        elif there:
            status = _find_status(dataset, version, current)
            yield _list_release(there, status, there.why, there.files)


def _list_release(
    one: Release | Tombstone, status: str, why: str, files: tuple[WrittenFile, ...] = ()
) -> ListedRelease:
    gone = one if isinstance(one, Tombstone) else None
    return ListedRelease(
        version=one.version,
        previous=one.previous,
        status=status,
        why=why,
        entry=one.entry,
        root=one.root,
        recorded_at=one.recorded_at,
        records=one.records,
        rows=one.rows,
        files=files,
        withdrawn_at=gone.withdrawn_at if gone else "",
        replaced_by=gone.replaced_by if gone else "",
    )
