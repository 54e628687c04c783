"""Releases as objects under keys, laid out as this server lays out ``/data/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from opendata import Written
from publish.media_types import media_of
from publish.releases.index import LISTING, WITHDRAWN, releases_of
from publish.releases.layout import LATEST, latest
from publish.releases.tombstones import TOMBSTONE

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"
FILES, MARKS, NEWEST, LISTS = range(4)
"""The stages: nothing is pointed to before it is there."""


@dataclass(frozen=True, slots=True)
class Object:
    """A file, the key under which it is kept, and whether it will ever change."""

    key: str
    file: Path
    stage: int

    @property
    def lasting(self) -> bool:
        """Whether what is under the key will never be anything else."""
        return self.stage == FILES

    @property
    def attributes(self) -> dict[str, str]:
        """What whoever fetches it is told."""
        media = media_of(self.file.name)
        return {
            "Content-Type": media.served if media else "text/plain; charset=utf-8",
            "Cache-Control": FOREVER if self.lasting else BRIEFLY,
        }


def objects(releases: Path, datasets: Sequence[str]) -> Iterator[Object]:
    """Everything that a target should hold of some datasets."""
    for dataset in datasets:
        folder = releases / dataset
        for listed in releases_of(releases, dataset):
            at, lies = f"{dataset}/releases/{listed.version}", folder / listed.version
            if listed.status == WITHDRAWN:
                yield Object(f"{at}/{TOMBSTONE}", lies / TOMBSTONE, MARKS)
            else:
                yield from _files(lies, at, listed.files, FILES)
        newest = latest(releases, dataset)
        if newest:
            yield from _files(folder / newest.version, f"{dataset}/{LATEST}", newest.files, NEWEST)
        yield Object(f"{dataset}/{LISTING}", folder / LISTING, LISTS)


def _files(folder: Path, at: str, files: Iterable[Written], stage: int) -> Iterator[Object]:
    for file in files:
        yield Object(f"{at}/{file.path}", folder / file.path, stage)


def withdrawn_keys(releases: Path, datasets: Sequence[str], there: Iterable[str]) -> list[str]:
    """The keys at a target that hold files of releases which were withdrawn since."""
    gone = [
        f"{dataset}/releases/{listed.version}/"
        for dataset in datasets
        for listed in releases_of(releases, dataset)
        if listed.status == WITHDRAWN
    ]
    return [
        key for key in there if key.startswith(tuple(gone)) and not key.endswith(f"/{TOMBSTONE}")
    ]
