"""``name``: compare the tables with those of the release before, and derive the version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryFile

import opendata
from opendata import ReleaseInfo, WrittenFile, home_of
from publish.changes import ChangeReport, ComparedPackage, read_package
from publish.changes.package_tables import read_column_types
from publish.package.draft import PastReleases, ReleaseDraft
from publish.package.package_files import write_file
from publish.package.write_tables import WrittenTables
from publish.proof import Proof
from publish.proof.release_files import FolderFiles, open_release
from publish.releases.redacted_fields import find_redacted_since
from publish.releases.versions import next_version

CHANGES = "changes.json"
_FIRST = "the first release"
_WITHDRAWN = "all releases before it were withdrawn"


@dataclass(frozen=True, slots=True)
class NamedRelease:
    """A release that has a version: ``why`` it is that one, and the report of changes."""

    tables: WrittenTables
    info: ReleaseInfo
    why: str
    changes: WrittenFile

    @property
    def draft(self) -> ReleaseDraft:
        """What it is made of."""
        return self.tables.draft

    @property
    def proof(self) -> Proof:
        """How it is proven."""
        info, entries = self.info, self.draft.past.entries
        before = tuple(entry for entry in entries if 0 < entry < info.entry)
        snapshot, later = self.draft.snapshot, self.draft.later_redactions
        checkpoint = snapshot.checkpoint
        return Proof(snapshot.seal, info.version, info.entry, checkpoint, before, later)


def name_release(tables: WrittenTables) -> NamedRelease:
    """Compare the tables, derive the version, and write the report of changes.

    Raises:
        Damaged: the release before cannot be read.
    """
    draft = tables.draft
    with TemporaryFile(dir=draft.folder.parent) as rows, _open_older(draft.past) as older:
        since = older.entry if older else 0
        taken = find_redacted_since(draft.snapshot.redactions, since)
        changes = ChangeReport(
            older,
            _open_newer(draft),
            taken,
            whole=draft.dataset.whole,
            rows=rows,
            corrections=tuple(
                opendata.list_corrections(draft.snapshot.connection, draft.content, since)
            ),
            same=_find_same(tables) - {kind for kind, _ in taken},
            alone=_WITHDRAWN if draft.past.newest else _FIRST,
        )
        version = draft.version or next_version(draft.past.newest or None, changes.part)
        chunks = ((chunk, 0) for chunk in changes.make_json(version))
        account = write_file(draft.folder / CHANGES, chunks)
    return NamedRelease(tables, _make_info(draft, version), changes.why, account)


def _make_info(draft: ReleaseDraft, version: str) -> ReleaseInfo:
    snapshot = draft.snapshot
    return ReleaseInfo(
        version=version,
        home=home_of(snapshot.base_url, draft.dataset.name),
        entry=snapshot.at.number,
        root=snapshot.root,
        recorded_at=snapshot.at.recorded_at,
        licence=snapshot.licence,
    )


@contextmanager
def _open_older(past: PastReleases) -> Iterator[ComparedPackage | None]:
    if past.compared is None:
        yield None
    else:
        with open_release(past.folder) as files:
            yield read_package(files, past.compared.version)


def _open_newer(draft: ReleaseDraft) -> ComparedPackage:
    resources = draft.dataset.resources()
    together = frozenset(resource.name for resource in resources)
    described = map(partial(opendata.describe_resource, together=together), resources)
    files, number = FolderFiles(draft.folder), draft.snapshot.at.number
    return ComparedPackage(draft.dataset.name, "", number, read_column_types(described), files)


def _find_same(tables: WrittenTables) -> set[str]:
    """Find the tables that are the same in the release before, byte by byte."""
    compared = tables.draft.past.compared
    before = {file.path: file.sha256 for file in compared.files} if compared else {}
    return {name for name, file in tables.files.items() if before.get(file.path) == file.sha256}
