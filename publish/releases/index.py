"""All releases of a dataset, as ``releases.json`` lists them: what is there, and what was."""

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
    def from_json(cls, told: Mapping[str, Any]) -> ListedRelease:
        """One that ``releases.json`` tells of."""
        files = tuple(
            WrittenFile(one["path"], one["bytes"], one["sha256"], one.get("rows"))
            for one in told["files"]
        )
        return cls(**{**told, "files": files})

    def to_json(self) -> dict[str, Any]:
        """One as ``releases.json`` tells of it."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return {**told, "files": [_describe_file(file) for file in self.files]}


def _describe_file(file: WrittenFile) -> dict[str, Any]:
    told: dict[str, Any] = {"path": file.path, "bytes": file.size, "sha256": file.sha256}
    return told if file.rows is None else {**told, "rows": file.rows}


def list_releases(releases: Path, dataset: str) -> tuple[ListedRelease, ...]:
    """All releases of a dataset, the newest first; none where there is no such dataset."""
    if not is_dataset_name(dataset):
        return ()
    try:
        told = json.loads((releases / dataset / LISTING).read_text(encoding="utf-8"))
        return tuple(map(ListedRelease.from_json, told["releases"]))
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return tuple(_list_folders(releases / dataset))


def find_release(releases: Path, dataset: str, version: str) -> Release | None:
    """One release of a dataset; None where it was withdrawn or never was."""
    if not (is_dataset_name(dataset) and is_version(version)):
        return None
    folder = releases / dataset / version
    return None if (folder / TOMBSTONE).exists() else read_release(folder)


def find_tombstone(releases: Path, dataset: str, version: str) -> Tombstone | None:
    """The tombstone of a release that was withdrawn; None of any other."""
    if not (is_dataset_name(dataset) and is_version(version)):
        return None
    return read_tombstone(releases / dataset / version)


def update_index(dataset: Path) -> None:
    """Let ``releases.json`` list what lies there; it is made of the folders alone."""
    if not _is_current(dataset):
        told = {
            "dataset": dataset.name,
            "latest": _read_latest(dataset),
            "releases": [one.to_json() for one in _list_folders(dataset)],
        }
        text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
        replace_file(dataset / LISTING, text.encode())


def _is_current(dataset: Path) -> bool:
    """Whether ``releases.json`` is of the folders as they are, by their names alone."""
    try:
        told = json.loads((dataset / LISTING).read_text(encoding="utf-8"))
        listed = {one["version"]: one["status"] for one in told["releases"]}
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
    """The list as the folders tell it."""
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
