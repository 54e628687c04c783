"""Finish what an interrupted run had begun: each of its steps can be repeated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publish.releases.atomic_files import switch_latest
from publish.releases.index import update_index
from publish.releases.layout import LATEST, Release, list_dataset_names, list_versions, read_release
from publish.releases.tombstones import TOMBSTONE
from publish.releases.withdrawal import clear_release


def recover(releases: Path, on_step: Callable[[str], None]) -> list[Release]:
    """Clear what is withdrawn, switch to what was placed, list what is there.

    Returns:
        The releases that an earlier run placed, audited and whole, but did not switch to.
    """
    found = []
    for name in list_dataset_names(releases):
        dataset, left = releases / name, []
        for version in list_versions(dataset):
            if (dataset / version / TOMBSTONE).exists():
                clear_release(dataset / version)
            else:
                left.append(version)
        link = dataset / LATEST
        if left and not (link.is_symlink() and link.readlink().name == left[-1]):
            placed = read_release(dataset / left[-1])
            if placed:
                on_step(f"switch {name}")
                switch_latest(dataset, left[-1])
                found.append(placed)
        update_index(dataset)
    return found
