"""``rebuild``: make past releases again from the ledger, byte for byte where it has the words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection

import opendata
from publish.file_names import LOG_KEYS
from publish.package.draft import PastReleases, PublishingSnapshot, ReleaseDraft
from publish.package.make_release import Progress, ignore_progress, make_release
from publish.proof import Seal, list_later_redactions
from publish.releases.atomic_files import open_staging, place_release, sync_tree
from publish.releases.index import WITHDRAWN, ListedRelease, find_release, list_releases
from publish.releases.layout import LATEST, Release, list_dataset_names
from publish.releases.redacted_fields import RedactedFields, filter_by_content, list_redacted_fields
from publish.releases.versions import is_numbered, make_sort_key
from registry import Damaged, InvalidInput, Problem, ReadSession, Registry, Settings, replay
from registry.signing import KeyHistory, read_key_file
from registry.verifying import open_scratch_registry


@dataclass(frozen=True, slots=True)
class RebuiltRelease:
    """A release that was made again.

    Attributes:
        release: what was made.
        folder: where it lies.
        differing: the files that are not what was published; all of it was, where there are none.
        why: why they are not.
    """

    release: Release
    folder: Path
    differing: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    """A release to make again; ``only_for_changes`` if another is to be compared with it."""

    dataset: str
    listed: ListedRelease
    only_for_changes: bool = False

    @property
    def turn(self) -> tuple[int, bool, tuple[int, ...]]:
        """The sort key of a job: the ledger is replayed once, so jobs follow its order."""
        return (self.listed.entry, not self.only_for_changes, make_sort_key(self.listed.version))


def rebuild(
    registry: Registry,
    settings: Settings,
    number: int,
    to: Path,
    releases: Path,
    *,
    progress: Progress = ignore_progress,
) -> list[RebuiltRelease]:
    """Make again the releases that were the latest when the ledger ended at entry ``number``.

    The ledger is replayed into a scratch registry; versions come from the lists in ``releases``.
    Releases that differ from what was published say so. Without all words they are not signed, and
    list the redactions that came later.

    Raises:
        InvalidInput: nothing was released by then, or ``to`` is a folder of releases itself.
    """
    jobs = sorted(_list_jobs(releases, number), key=lambda job: job.turn)
    if not jobs:
        raise InvalidInput([_describe_nothing(releases, number)])
    if to.resolve() == releases.resolve() or any(to.glob(f"*/{LATEST}")):
        problem = "releases are published into this folder, and are never written again"
        raise InvalidInput([Problem(problem, "Name an empty one with --to", value=str(to))])
    seal = Seal.from_settings(settings)
    with open_staging(to) as staged, registry.reading() as live, open_scratch_registry() as past:
        workshop = _Rebuilder(
            *(registry, live, past, seal, settings, releases, staged, progress),
        )
        made = [one for job in jobs if (one := workshop.make_again(job))]
        for one in made:
            folder = to / one.release.dataset / one.release.version
            shutil.rmtree(folder, ignore_errors=True)
            place_release(one.folder, folder.parent, folder.name)
    return [replace(one, folder=to / one.release.dataset / one.release.version) for one in made]


def _list_jobs(releases: Path, number: int) -> Iterator[_Job]:
    for dataset in list_dataset_names(releases):
        listed = list_releases(releases, dataset)
        then = next((one for one in listed if one.entry <= number), None)
        # What an earlier version of the software made only that version makes again.
        if then is None or is_numbered(then.version):
            continue
        yield _Job(dataset, then)
        before = next((one for one in listed if one.version == then.previous), None)
        if before and before.status == WITHDRAWN and not is_numbered(before.version):
            yield _Job(dataset, before, only_for_changes=True)


def _describe_nothing(releases: Path, number: int) -> Problem:
    entries = {
        one.entry
        for dataset in list_dataset_names(releases)
        for one in list_releases(releases, dataset)
        if not is_numbered(one.version)
    }
    remedy = f"The first was made at entry {min(entries)}" if entries else "Publish first"
    return Problem(f"{releases} lists no release made up to entry {number}", remedy)


@dataclass(slots=True)
class _Rebuilder:
    """Makes releases again, in the order of the ledger, which is replayed once."""

    registry: Registry
    live: ReadSession
    past: Registry
    seal: Seal
    settings: Settings
    releases: Path
    staged: Path
    progress: Progress
    rebuilt: dict[tuple[str, str], tuple[Release, Path]] = field(default_factory=dict)

    def make_again(self, job: _Job) -> RebuiltRelease | None:
        """Make one release again; None where it was only needed to compare another with it."""
        with self.past.writing() as session:
            replay(self.live, session, until=job.listed.entry)
        with self.past.reading() as session:
            draft, lost = self._draft_release(job, session.connection)
            draft.folder.parent.mkdir()
            release = make_release(draft, self.progress)
        self.rebuilt[job.dataset, job.listed.version] = release, draft.folder
        sync_tree(draft.folder)
        if job.only_for_changes:
            return None
        return self._compare_files(job, release, draft.folder, lost)

    def _draft_release(
        self, job: _Job, connection: Connection
    ) -> tuple[ReleaseDraft, list[RedactedFields]]:
        """Draft the release as it was, and list the words that it held and cannot hold again."""
        dataset = next(one for one in opendata.list_datasets(connection) if one.name == job.dataset)
        content = dataset.read_content(connection)
        later = (
            redacted
            for redacted in list_redacted_fields(self.live.connection)
            if redacted.may_be_held_at(job.listed.entry)
        )
        lost = list(filter_by_content(later, content))
        # Nothing is signed twice under one name with other words.
        seal = Seal(self.seal.origin, None) if lost else self._find_seal(job)
        snapshot = PublishingSnapshot.take(self.registry, connection, seal, self.settings)
        folder = self.staged / f"{job.listed.version}-{len(self.rebuilt)}" / dataset.name
        past, version = self._list_past(job), job.listed.version
        listed = list_later_redactions(self.live.connection, content, job.listed.entry)
        draft = ReleaseDraft(snapshot, dataset, content, past, folder, version, tuple(listed))
        return draft, lost

    def _find_seal(self, job: _Job) -> Seal:
        """Return the seal with the statements about keys that there were at the time."""
        path = self.releases / job.dataset / job.listed.version / LOG_KEYS
        if not path.is_file():
            return replace(self.seal, history=KeyHistory())
        try:
            history = read_key_file(path.read_text(encoding="utf-8"))[1]
        except ValueError as error:
            raise Damaged(str(path), str(error)) from error
        return replace(self.seal, history=history)

    def _list_past(self, job: _Job) -> PastReleases:
        """List the releases before it, as they were when it was first made."""
        listed, dataset = job.listed, job.dataset
        before = [
            one
            for one in list_releases(self.releases, dataset)
            if make_sort_key(one.version) < make_sort_key(listed.version)
        ]
        older = None if job.only_for_changes else listed.previous or None
        release = find_release(self.releases, dataset, older) if older else None
        folder = self.releases / dataset / (older or "")
        if older and (dataset, older) in self.rebuilt:
            release, folder = self.rebuilt[dataset, older]
        entries = tuple(sorted({one.entry for one in before}))
        return PastReleases(listed.previous, release, folder, entries)

    def _compare_files(
        self, job: _Job, release: Release, folder: Path, lost: list[RedactedFields]
    ) -> RebuiltRelease:
        why = self._explain_difference(job, release, lost)
        if job.listed.status == WITHDRAWN:
            return RebuiltRelease(release, folder, ("all of them",), f"it was withdrawn: {why}")
        was = {file.path: file.sha256 for file in job.listed.files}
        now = {file.path: file.sha256 for file in release.files}
        differing = tuple(sorted(name for name in {*was, *now} if was.get(name) != now.get(name)))
        return RebuiltRelease(release, folder, differing, why if differing else "")

    def _explain_difference(self, job: _Job, release: Release, lost: list[RedactedFields]) -> str:
        """Explain why files differ, if they do."""
        if lost:
            by = ", ".join(str(n) for n in sorted({one.reason.by for one in lost}))
            return f"words that it held were taken off the record since (entry {by})"
        was = find_release(self.releases, job.dataset, job.listed.version)
        if was and was.shape == release.shape:
            return "nothing on the ledger explains it: what was published was altered"
        return "this version of the software, its key or its address is not the one of then"
