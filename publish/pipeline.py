"""``publish``: a snapshot of the record, written, audited, synced, switched, and listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol

from sqlalchemy import Connection

import opendata
from opendata import Content, Dataset
from publish.formats import FORM, write_formats
from publish.package.audit import audit
from publish.package.package_writer import write
from publish.proof import Seal, seal_folder
from publish.releases.atomic_files import place, staging, switch, sync_tree
from publish.releases.index import keep_listing
from publish.releases.layout import TOLD, Release, datasets_in, latest, releases_in
from publish.releases.recovery import recover
from publish.releases.redacted_fields import takings, touching
from publish.releases.tombstones import Withdrawn
from publish.releases.withdrawal import withdraw
from publish.versioning import Ground, Naming
from registry import Licence, Registry, Settings
from registry.ledger import Position, position, root


class Progress(Protocol):
    """Told how publishing goes on: so many more rows of a dataset that has so many in all."""

    def __call__(self, dataset: str, rows: int, total: int) -> None:
        """Hear of ``rows`` more."""


Step = Callable[[str], None]
"""Told before each step that a crash could follow: its name."""

Audit = Callable[[Sequence[Path]], None]
"""Looks at finished packages before they are published, and raises Damaged to prevent it."""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: where it lies, what was made, what had not changed, what went."""

    releases: Path
    entry: int
    made: tuple[Release, ...]
    kept: tuple[Release, ...]
    withdrawn: tuple[Withdrawn, ...] = ()


def _silent(dataset: str, rows: int, total: int) -> None:
    pass


def _unwatched(step: str) -> None:
    pass


def publish(
    registry: Registry,
    settings: Settings,
    to: Path | None = None,
    *,
    progress: Progress = _silent,
    step: Step = _unwatched,
    audited: Audit = audit,
    waiting: Callable[[], None] | None = lambda: None,
) -> Published:
    """Publish every dataset that changed since its latest release, signed if there is a key.

    Nothing is switched before all of it is written, audited and on the disk; whatever happens
    meanwhile, ``latest`` points to a whole release. Releases that hold words which were taken off
    are withdrawn once others stand in their place. ``waiting`` is told when another run has to be
    waited for; who gives None does not wait.

    Raises:
        Busy: another run is publishing, and ``waiting`` is None.
        Damaged: the audit found a fault; the latest releases stay what they were.
        InvalidInput: there is a key to sign with, but it cannot be used.
        Unavailable: the registry cannot be read.
    """
    releases = to if to is not None else releases_in(settings.data_dir)
    seal = Seal.of(settings)
    with staging(releases, waiting) as staged:
        step("staging")
        found = recover(releases, step)
        with registry.reading() as session:
            run = Run(
                *(session.connection, seal, settings, releases, staged),
                progress=progress,
                step=step,
            )
            run.write()
        step("written")
        audited([staged / release.dataset for release in run.made])
        step("audited")
        _put(run.made, staged, releases, step)
        gone = withdraw(releases, run.takings, step)
        step("listing")
        for dataset in datasets_in(releases):
            keep_listing(releases / dataset)
    kept = tuple(release for release in run.kept if release not in found)
    return Published(releases, run.at.number, (*run.made, *found), kept, tuple(gone))


def _put(made: Sequence[Release], staged: Path, releases: Path, step: Step) -> None:
    """Sync, place, and only then switch: each for all before the next for any."""
    for release in made:
        sync_tree(staged / release.dataset)
    step("synced")
    for release in made:
        place(staged / release.dataset, releases / release.dataset, release.version)
    step("placed")
    for release in made:
        step(f"switching {release.dataset}")
        switch(releases / release.dataset, release.version)


class Run:
    """One run over one snapshot of the record."""

    def __init__(
        self,
        connection: Connection,
        seal: Seal,
        settings: Settings,
        releases: Path,
        staged: Path,
        *,
        progress: Progress,
        step: Step,
    ) -> None:
        self.connection = connection
        self.seal = seal
        self.base_url = settings.base_url
        self.licence = settings.licence
        self.releases = releases
        self.staged = staged
        self.progress = progress
        self.step = step
        self.at: Position = position(connection)
        self.root = root(connection)
        self.takings = takings(connection)
        self.made: list[Release] = []
        self.kept: list[Release] = []

    def write(self) -> None:
        """Write what changed, and sort out what did not."""
        for dataset in opendata.datasets(self.connection):
            shape = self.shape(dataset)
            last = latest(self.releases, dataset.name)
            if last and (last.entry, last.root, last.shape) == (self.at.number, self.root, shape):
                self.kept.append(last)
                continue
            content = dataset.content(self.connection)
            if last and last.fingerprint == self.fingerprint(content, shape):
                self.kept.append(last)
            else:
                self.made.append(self.make(dataset, content, Ground.of(self.releases, dataset)))

    def shape(self, dataset: Dataset) -> str:
        """What is the same as long as the way of publishing is: software, key, address."""
        shape = self.seal.shape(f"{opendata.shape(whole=dataset.whole)} {FORM}")
        told = f"{shape}\n{self.base_url}"
        if self.licence != Licence():
            told += f"\n{self.licence}"
        return sha256(told.encode()).hexdigest()

    def fingerprint(self, content: Content, shape: str) -> str:
        """What is the same as long as the package's bytes would be, its ledger aside."""
        if content.closure is None:
            told = [shape, self.root]
        else:
            # A redaction changes words without making a new version.
            redacted = max((one.reason.by for one in touching(self.takings, content)), default=0)
            told = [shape, content.closure.fingerprint(), str(redacted)]
        return sha256("\n".join(told).encode()).hexdigest()

    def make(self, dataset: Dataset, content: Content, ground: Ground) -> Release:
        """Write, name and seal one package in the staging folder."""
        self.step(f"writing {dataset.name}")
        folder = self.staged / dataset.name
        folder.mkdir()
        at, shape = self.at, self.shape(dataset)
        total = sum(content.standings.values()) + (at.number if dataset.whole else 0)
        with TemporaryFile(dir=self.staged) as rows, ground.older() as older:
            naming = Naming(self, dataset, ground, folder, older, rows)
            files, named = write(
                *(self.connection, dataset, content, folder),
                named=naming,
                rows=lambda rows: self.progress(dataset.name, rows, total),
            )
        proof = named.proof
        files += write_formats(folder, dataset, files)
        release = Release(
            dataset=dataset.name,
            version=named.edition.version,
            previous=ground.previous,
            why=named.why,
            title=opendata.title(dataset, content),
            about=dataset.about,
            standing=opendata.standing(content),
            world=content.world(),
            entry=at.number,
            root=self.root,
            recorded_at=at.recorded_at,
            shape=shape,
            fingerprint=self.fingerprint(content, shape),
            standings=dict(content.standings),
            files=(*files, *seal_folder(folder, self.seal, proof.says(dataset))),
            key=self.seal.key,
            coverage=opendata.coverage(self.connection, content),
        )
        (folder / TOLD).write_text(release.to_json(), encoding="utf-8")
        return release
