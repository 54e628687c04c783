"""Move finished packages into place so that a crash never leaves half of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import Timeout

from publish.releases.layout import LATEST
from registry import Unavailable
from registry.private_files import hold_lock, make_private_folder

STAGING = ".staging"


class Busy(Unavailable):
    """Another run is publishing into the same folder."""


@contextmanager
def take_turn(releases: Path, on_wait: Callable[[], None] | None) -> Iterator[None]:
    """Hold the lock of one publisher at a time; it ends with its process, however that ends.

    ``on_wait`` is called when another run has to be waited for; with None nothing waits.

    Raises:
        Busy: another run is publishing, and ``on_wait`` is None.
    """
    make_private_folder(releases)
    lock = releases / ".lock"
    with ExitStack() as held:
        try:
            held.enter_context(hold_lock(lock, 0))
        except Timeout as error:
            if on_wait is None:
                raise Busy(f"another run is publishing into {releases}") from error
            on_wait()
            held.enter_context(hold_lock(lock))
        yield


@contextmanager
def open_staging(
    releases: Path, on_wait: Callable[[], None] | None = lambda: None
) -> Iterator[Path]:
    """Make an empty folder on the releases' disk to write into; one publisher at a time.

    What an earlier run left behind when it was cut off is removed.

    Raises:
        Busy: another run is publishing, and ``on_wait`` is None.
    """
    with take_turn(releases, on_wait):
        folder = releases / STAGING
        shutil.rmtree(folder, ignore_errors=True)
        # What is not published yet is nobody else's to read.
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Wait until every file of a folder, and the folder itself, is on the disk."""
    for path in folder.iterdir():
        sync_path(path)
    sync_path(folder)


def sync_path(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def place_release(staged: Path, dataset: Path, release: str) -> None:
    """Move a finished, synced package to where its release lies from now on."""
    if not dataset.exists():
        dataset.mkdir()
        sync_path(dataset.parent)
    staged.rename(dataset / release)
    sync_path(dataset)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that readers see the old one or the new, and a crash leaves one of them."""
    fresh = path.with_name(f".{path.name}")
    fresh.write_bytes(data)
    sync_path(fresh)
    fresh.replace(path)
    sync_path(path.parent)


def switch_latest(dataset: Path, release: str) -> None:
    """Let ``latest`` point to a release: readers see the old one or the new, nothing between."""
    fresh = dataset / f".{LATEST}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release)
    fresh.replace(dataset / LATEST)
    sync_path(dataset)
