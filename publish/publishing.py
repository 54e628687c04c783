"""``publish``: a snapshot of the record, written, audited, synced and switched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, func, select

import opendata
from opendata import Content, Dataset
from publish.auditing import audit
from publish.formats import FORM, write_formats
from publish.placing import place, staging, switch, sync_tree
from publish.proof import Proof, Seal, seal_folder
from publish.releases import TOLD, Release, entries_before, latest, release_at, releases_in
from publish.writing import write
from registry import Registry, Settings
from registry.ledger import Position, position, root
from registry.models import TABLES


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
    """What came of publishing: where it lies, what was made, and what had not changed."""

    releases: Path
    entry: int
    made: tuple[Release, ...]
    kept: tuple[Release, ...]


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
) -> Published:
    """Publish every dataset that changed since its latest release, signed if there is a key.

    Nothing is switched before all of it is written, audited and on the disk; whatever happens
    meanwhile, ``latest`` points to a whole release.

    Raises:
        Damaged: the audit found a fault; the latest releases stay what they were.
        InvalidInput: there is a key to sign with, but it cannot be used.
        Unavailable: the registry cannot be read.
    """
    releases = to if to is not None else releases_in(settings.data_dir)
    seal = Seal.of(settings)
    with staging(releases) as staged:
        step("staging")
        with registry.reading() as session:
            run = _Run(session.connection, seal, releases, staged, progress=progress, step=step)
            run.write()
        step("written")
        audited([staged / release.dataset for release in run.made])
        step("audited")
        for release in run.made:
            sync_tree(staged / release.dataset)
        step("synced")
        for release in run.made:
            place(staged / release.dataset, releases / release.dataset, release.release)
        step("placed")
        for release in (*run.made, *run.found):
            step(f"switching {release.dataset}")
            switch(releases / release.dataset, release.release)
    return Published(releases, run.at.number, (*run.made, *run.found), tuple(run.kept))


class _Run:
    """One run over one snapshot of the record."""

    def __init__(
        self,
        connection: Connection,
        seal: Seal,
        releases: Path,
        staged: Path,
        *,
        progress: Progress,
        step: Step,
    ) -> None:
        self.connection = connection
        self.seal = seal
        self.releases = releases
        self.staged = staged
        self.progress = progress
        self.step = step
        self.at: Position = position(connection)
        self.root = root(connection)
        self.made: list[Release] = []
        # Placed by an earlier run that was cut off before it switched to them.
        self.found: list[Release] = []
        self.kept: list[Release] = []

    def write(self) -> None:
        """Write what changed, and sort out what did not."""
        for dataset in opendata.datasets(self.connection):
            shape = self.seal.shape(f"{opendata.shape(whole=dataset.whole)} {FORM}")
            last = latest(self.releases, dataset.name)
            if last and (last.entry, last.root, last.shape) == (self.at.number, self.root, shape):
                self.kept.append(last)
                continue
            content = dataset.content(self.connection)
            fingerprint = self._fingerprint(content, shape)
            if last and last.fingerprint == fingerprint:
                self.kept.append(last)
            else:
                self._make(dataset, content, shape, fingerprint)

    def _fingerprint(self, content: Content, shape: str) -> str:
        """What is the same as long as the package's bytes would be, its ledger aside."""
        if content.closure is None:
            told = [shape, self.root]
        else:
            # A redaction changes words without making a new version.
            redacted = select(func.max(TABLES["redactions"].c.entry))
            told = [shape, content.closure.fingerprint()]
            told.append(str(self.connection.execute(redacted).scalar()))
        return sha256("\n".join(told).encode()).hexdigest()

    def _make(self, dataset: Dataset, content: Content, shape: str, fingerprint: str) -> None:
        name = self._name(dataset, fingerprint)
        there = release_at(self.releases / dataset.name / name)
        if there:
            self.found.append(there)
            return
        self.step(f"writing {dataset.name}")
        folder = self.staged / dataset.name
        folder.mkdir()
        at = self.at
        total = sum(content.standings.values()) + (at.number if dataset.whole else 0)
        before = entries_before(self.releases / dataset.name, at.number)
        proof = Proof(self.seal, name, at.number, self.root, before)
        files = write(
            *(self.connection, dataset, content, folder),
            proof=proof,
            ledger={"entry": at.number, "root": self.root, "recorded_at": at.recorded_at},
            rows=lambda rows: self.progress(dataset.name, rows, total),
        )
        files += write_formats(folder, dataset, files)
        release = Release(
            dataset=dataset.name,
            release=name,
            title=opendata.title(dataset, content),
            about=dataset.about,
            standing=opendata.standing(content),
            world=content.world(),
            entry=at.number,
            root=self.root,
            recorded_at=at.recorded_at,
            shape=shape,
            fingerprint=fingerprint,
            standings=dict(content.standings),
            files=(*files, *seal_folder(folder, self.seal, proof.says(dataset))),
            key=self.seal.key,
        )
        (folder / TOLD).write_text(release.to_json(), encoding="utf-8")
        self.made.append(release)

    def _name(self, dataset: Dataset, fingerprint: str) -> str:
        """The release's name: its ledger number, and a further one if that is taken by another."""
        name, again = f"{self.at.number:010d}", 0
        while (there := release_at(self.releases / dataset.name / name)) is not None:
            if there.fingerprint == fingerprint:
                break
            again += 1
            name = f"{self.at.number:010d}.{again}"
        return name
