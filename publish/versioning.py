"""What a new release stands on: the one before it, and the version that follows from the change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Protocol

import opendata
from opendata import Dataset, Edition, Written, home_of
from publish.changes import Changes, Side, side_of
from publish.changes.package_tables import tables_of
from publish.package.package_writer import Named
from publish.proof import Proof, Seal
from publish.proof.release_files import FolderFiles, opened
from publish.releases.index import releases_of
from publish.releases.layout import Release, latest
from publish.releases.redacted_fields import Taking, fields_taken
from publish.releases.versions import after
from registry import Licence
from registry.ledger import Position

_FIRST = "the first release"
_WITHDRAWN = "all releases before it were withdrawn"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a dataset's releases when another is made.

    Attributes:
        previous: the version of the newest, withdrawn or not; empty before the first.
        release: the release to tell the changes from, if there is one.
        folder: where it lies.
        entries: the entries at which all of them were made.
        version: the version that is to be made where that is known; it is derived otherwise.
    """

    previous: str
    release: Release | None
    folder: Path
    entries: tuple[int, ...]
    version: str | None = None

    @classmethod
    def of(cls, releases: Path, dataset: Dataset) -> Ground:
        """The ground for the next release of a dataset."""
        listed = releases_of(releases, dataset.name)
        last = latest(releases, dataset.name)
        folder = releases / dataset.name / (last.version if last else "")
        entries = tuple(sorted({one.entry for one in listed}))
        return cls(listed[0].version if listed else "", last, folder, entries)

    @contextmanager
    def older(self) -> Iterator[Side | None]:
        """The release to tell the changes from.

        Raises:
            Damaged: it cannot be read.
        """
        if self.release is None:
            yield None
        else:
            with opened(self.folder) as files:
                yield side_of(files, self.release.version)

    def same(self, tables: Mapping[str, Written]) -> set[str]:
        """The tables that are the same in that release, byte by byte."""
        if self.release is None:
            return set()
        before = {file.path: file.sha256 for file in self.release.files}
        return {name for name, file in tables.items() if before.get(file.path) == file.sha256}


class Running(Protocol):
    """The run that makes a release, as far as naming asks."""

    seal: Seal
    base_url: str
    licence: Licence
    at: Position
    root: str
    takings: list[Taking]


@dataclass(frozen=True, slots=True)
class Naming:
    """Names a package once its tables lie in their folder."""

    run: Running
    dataset: Dataset
    ground: Ground
    folder: Path
    older: Side | None
    rows: IO[bytes]

    def __call__(self, tables: Mapping[str, Written]) -> Named:
        """The name that follows from what changed."""
        run, ground, number = self.run, self.ground, self.run.at.number
        taken = fields_taken(run.takings, self.older.entry if self.older else 0)
        changes = Changes(
            self.older,
            self._newer(),
            taken,
            whole=self.dataset.whole,
            rows=self.rows,
            same=ground.same(tables) - {kind for kind, _ in taken},
            alone=_WITHDRAWN if ground.previous else _FIRST,
        )
        version = ground.version or after(ground.previous or None, changes.part)
        home = home_of(run.base_url, self.dataset.name)
        at = run.at.recorded_at
        edition = Edition(version, home, number, run.root, at, run.licence)
        before = tuple(entry for entry in ground.entries if 0 < entry < number)
        proof = Proof(run.seal, version, number, run.root, before)
        return Named(edition, changes.why, proof, changes.json(version))

    def _newer(self) -> Side:
        resources = self.dataset.resources()
        together = frozenset(resource.name for resource in resources)
        described = map(partial(opendata.resource_descriptor, together=together), resources)
        tables = tables_of(described)
        return Side(self.dataset.name, "", self.run.at.number, tables, FolderFiles(self.folder))
