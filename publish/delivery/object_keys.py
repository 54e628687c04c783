"""Releases as objects under keys, laid out as this server lays out ``/data/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from opendata import WrittenFile
from publish import cache_control
from publish.media_types import find_media_type
from publish.releases.index import LISTING, WITHDRAWN, list_releases
from publish.releases.layout import LATEST, find_latest
from publish.releases.tombstones import TOMBSTONE

FILES, MARKS, NEWEST, LISTS = range(4)
"""The stages: nothing is pointed to before it is there."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A file, its key in the store, and the stage in which it is sent."""

    key: str
    file: Path
    stage: int

    @property
    def attributes(self) -> dict[str, str]:
        """The headers with which the store serves it."""
        media = find_media_type(self.file.name)
        of_release = self.stage == FILES
        return {
            "Content-Type": media.content_type if media else "text/plain; charset=utf-8",
            "Cache-Control": cache_control.RELEASE_FILE if of_release else cache_control.NEWEST,
        }


def list_objects(releases: Path, datasets: Sequence[str]) -> Iterator[StoredObject]:
    """Yield everything that a destination should hold of some datasets."""
    for dataset in datasets:
        folder = releases / dataset
        for listed in list_releases(releases, dataset):
            at, lies = f"{dataset}/releases/{listed.version}", folder / listed.version
            if listed.status == WITHDRAWN:
                yield StoredObject(f"{at}/{TOMBSTONE}", lies / TOMBSTONE, MARKS)
            else:
                yield from _list_files(lies, at, listed.files, FILES)
        newest = find_latest(releases, dataset)
        if newest:
            yield from _list_files(
                folder / newest.version, f"{dataset}/{LATEST}", newest.files, NEWEST
            )
        yield StoredObject(f"{dataset}/{LISTING}", folder / LISTING, LISTS)


def _list_files(
    folder: Path, at: str, files: Iterable[WrittenFile], stage: int
) -> Iterator[StoredObject]:
    for file in files:
        yield StoredObject(f"{at}/{file.path}", folder / file.path, stage)


def find_withdrawn_keys(releases: Path, datasets: Sequence[str], there: Iterable[str]) -> list[str]:
    """Find the keys at a destination of files that are published no more.

    They are the files of withdrawn releases, and what ``latest/`` has and the newest release
    does not have: all of it where a dataset ended.
    """
    wanted = {each.key for each in list_objects(releases, datasets)}
    gone = tuple(
        f"{dataset}/releases/{listed.version}/"
        for dataset in datasets
        for listed in list_releases(releases, dataset)
        if listed.status == WITHDRAWN
    )
    copies = tuple(f"{dataset}/{LATEST}/" for dataset in datasets)
    return [key for key in there if key.startswith((*gone, *copies)) and key not in wanted]
