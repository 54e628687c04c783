"""What a release is made from: a snapshot of the record, a dataset, the releases before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

import opendata
from opendata import Content, Dataset
from publish.formats import FORM
from publish.proof import Seal
from publish.releases.index import list_releases
from publish.releases.layout import Release, find_latest
from publish.releases.redacted_fields import RedactedFields, filter_by_content, list_redacted_fields
from registry import Licence, Registry, Settings
from registry.ledger import Position, compute_root, read_position


@dataclass(frozen=True, slots=True)
class PublishingSnapshot:
    """The record at one entry of the ledger, and under which seal and terms it is published."""

    connection: Connection
    seal: Seal
    base_url: str
    archive_url: str | None
    licence: Licence
    at: Position
    root: str
    checkpoint: str
    redactions: tuple[RedactedFields, ...]

    @classmethod
    def take(
        cls,
        registry: Registry,
        connection: Connection,
        seal: Seal,
        settings: Settings,
        signed: Iterable[Path] = (),
    ) -> Self:
        """Take the snapshot that a transaction sees, and sign where its ledger stands.

        ``registry`` is the live one, also where the transaction is of another that was replayed.
        ``signed`` are files of checkpoints besides those of the data folder.

        Raises:
            SigningRefused: the ledger does not extend what was signed before.
        """
        at, root = read_position(connection), compute_root(connection)
        return cls(
            connection=connection,
            seal=seal,
            base_url=settings.base_url,
            archive_url=settings.archive_url,
            licence=settings.licence,
            at=at,
            root=root,
            checkpoint=seal.make_checkpoint(registry, settings, at.number, root, signed),
            redactions=tuple(list_redacted_fields(connection)),
        )

    def hash_shape(self, dataset: Dataset) -> str:
        """Hash the way of publishing: software, key, address, licence and archive."""
        shape = self.seal.hash_shape(f"{opendata.hash_shape(whole=dataset.whole)} {FORM}")
        text = f"{shape}\n{self.base_url}"
        if self.licence != Licence():
            text += f"\n{self.licence}"
        if self.archive_url is not None:
            text += f"\n{self.archive_url}"
        return sha256(text.encode()).hexdigest()

    def make_fingerprint(self, content: Content, shape: str) -> str:
        """Hash what decides about a package's bytes, its place on the ledger aside."""
        if content.closure is None:
            parts = [shape, self.root]
        else:
            # A redaction changes words without making a new version.
            concerned = filter_by_content(self.redactions, content)
            redacted = max((one.reason.by for one in concerned), default=0)
            parts = [shape, content.closure.make_fingerprint(), str(redacted)]
        return sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PastReleases:
    """The releases of a dataset before the one that is made.

    Attributes:
        newest: the version of the newest, withdrawn or not; empty before the first.
        compared: the release with which the new one is compared, if there is one.
        folder: where that lies.
        entries: the entries at which all of them were made.
    """

    newest: str
    compared: Release | None
    folder: Path
    entries: tuple[int, ...]

    @classmethod
    def read_folder(cls, releases: Path, dataset: str) -> Self:
        """Read them from the folder of all releases."""
        listed = list_releases(releases, dataset)
        last = find_latest(releases, dataset)
        return cls(
            newest=listed[0].version if listed else "",
            compared=last,
            folder=releases / dataset / (last.version if last else ""),
            entries=tuple(sorted({one.entry for one in listed})),
        )


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """A release before anything of it is written.

    ``folder`` is to be made in the staging folder; ``version`` is None unless a past release is
    made again, whose version is known. ``later_redactions`` are the lines of ``redactions.csv``
    about redactions that came after such a release.
    """

    snapshot: PublishingSnapshot
    dataset: Dataset
    content: Content
    past: PastReleases
    folder: Path
    version: str | None = None
    later_redactions: tuple[tuple[bytes, int], ...] = ()

    @property
    def shape(self) -> str:
        """The hash of the way in which it is published."""
        return self.snapshot.hash_shape(self.dataset)
