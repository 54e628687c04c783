"""Releases as objects under keys, laid out as this server lays out ``/data/``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.media import media_type
from publish.releases import LATEST, TOLD, Release, Withdrawn, latest, releases_of, withdrawn_of

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
        control = FOREVER if self.lasting else BRIEFLY
        return {"Content-Type": media_type(self.file.name), "Cache-Control": control}


def objects(releases: Path, datasets: Sequence[str]) -> Iterator[Object]:
    """Everything that a target should hold of some datasets."""
    for dataset in datasets:
        folder = releases / dataset
        for release in releases_of(releases, dataset):
            at = f"{dataset}/releases/{release.version}"
            yield from _files(folder / release.version, at, release, FILES)
        for gone in withdrawn_of(releases, dataset):
            file = folder / gone.version / Withdrawn.FILE
            yield Object(f"{dataset}/releases/{gone.version}/{file.name}", file, MARKS)
        newest = latest(releases, dataset)
        if newest:
            yield from _files(folder / newest.version, f"{dataset}/{LATEST}", newest, NEWEST)
        yield Object(f"{dataset}/releases.json", folder / "releases.json", LISTS)


def _files(folder: Path, at: str, release: Release, stage: int) -> Iterator[Object]:
    for name in (*(file.path for file in release.files), TOLD):
        yield Object(f"{at}/{name}", folder / name, stage)


def withdrawn_keys(
    releases: Path, datasets: Sequence[str], there: Sequence[str]
) -> Iterator[str]:
    """The keys at a target that hold files of releases which were withdrawn since."""
    for dataset in datasets:
        for gone in withdrawn_of(releases, dataset):
            at = f"{dataset}/releases/{gone.version}/"
            yield from (
                key for key in there if key.startswith(at) and key != f"{at}{Withdrawn.FILE}"
            )
