"""Finishing what a run that was cut off had begun: each of its steps can be taken again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publish.releases.atomic_files import switch
from publish.releases.index import keep_listing
from publish.releases.layout import LATEST, Release, datasets_in, release_at, versions_in
from publish.releases.tombstones import TOMBSTONE
from publish.releases.withdrawal import clear


def recover(releases: Path, on_step: Callable[[str], None]) -> list[Release]:
    """Clear what is withdrawn, switch to what was placed, list what is there.

    Returns:
        The releases that an earlier run placed, audited and whole, but did not switch to.
    """
    found = []
    for name in datasets_in(releases):
        dataset, left = releases / name, []
        for version in versions_in(dataset):
            if (dataset / version / TOMBSTONE).exists():
                clear(dataset / version)
            else:
                left.append(version)
        link = dataset / LATEST
        if left and not (link.is_symlink() and link.readlink().name == left[-1]):
            placed = release_at(dataset / left[-1])
            if placed:
                on_step(f"switch {name}")
                switch(dataset, left[-1])
                found.append(placed)
        keep_listing(dataset)
    return found
