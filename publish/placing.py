"""Putting finished packages in their place so that a crash never leaves half of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from publish.releases import LATEST

STAGING = ".staging"


@contextmanager
def staging(releases: Path) -> Iterator[Path]:
    """An empty folder to write into, on the disk where the releases are; one publisher at a time.

    What an earlier run left behind when it was cut off is removed.
    """
    releases.mkdir(parents=True, exist_ok=True)
    with FileLock(releases / ".lock"):
        folder = releases / STAGING
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Wait until every file of a folder, and the folder itself, is on the disk."""
    for path in folder.iterdir():
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def place(staged: Path, dataset: Path, release: str) -> None:
    """Move a finished, synced package to where its release lies from now on."""
    if not dataset.exists():
        dataset.mkdir()
        sync(dataset.parent)
    staged.rename(dataset / release)
    sync(dataset)


def switch(dataset: Path, release: str) -> None:
    """Let ``latest`` point to a release: readers see the old one or the new, nothing between."""
    fresh = dataset / f".{LATEST}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release)
    fresh.replace(dataset / LATEST)
    sync(dataset)
