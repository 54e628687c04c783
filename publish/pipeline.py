"""``publish``: releases are made of one snapshot, audited, synced, placed, switched, and listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import opendata
from opendata import Dataset
from publish.catalogue import as_rdf_xml, make_catalogue
from publish.file_names import CHECKPOINT
from publish.package.audit import audit_packages
from publish.package.draft import PastReleases, PublishingSnapshot, ReleaseDraft
from publish.package.make_release import (
    OnStep,
    Progress,
    ignore_progress,
    ignore_step,
    make_release,
)
from publish.proof import Seal
from publish.releases.atomic_files import open_staging, place_release, switch_latest, sync_tree
from publish.releases.index import update_index
from publish.releases.layout import (
    Release,
    find_latest,
    list_dataset_names,
    list_latest_releases,
    releases_folder,
)
from publish.releases.recovery import recover
from publish.releases.tombstones import Tombstone
from publish.releases.withdrawal import withdraw
from registry import Registry, Settings

Audit = Callable[[Sequence[Path]], None]
"""Checks finished packages before they are published, and raises Damaged to prevent it."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """The result of publishing: the releases that were made, are unchanged, or were withdrawn.

    ``withdrawn_files`` are the paths below ``/data/`` of which caches may hold copies.
    """

    releases: Path
    entry: int
    made: tuple[Release, ...]
    unchanged: tuple[Release, ...]
    withdrawn: tuple[Tombstone, ...] = ()
    withdrawn_files: tuple[str, ...] = ()


def publish(
    registry: Registry,
    settings: Settings,
    to: Path | None = None,
    *,
    progress: Progress = ignore_progress,
    on_step: OnStep = ignore_step,
    audit: Audit = audit_packages,
    on_wait: Callable[[], None] | None = lambda: None,
) -> PublishResult:
    """Publish every dataset that changed since its latest release, signed if there is a key.

    Nothing is switched before all of it is written, audited and on the disk; whatever happens
    meanwhile, ``latest`` points to a whole release. Releases that hold words which were taken off
    are withdrawn once others stand in their place. ``on_wait`` is called when another run has to be
    waited for; with None publishing does not wait.

    Raises:
        Busy: another run is publishing, and ``on_wait`` is None.
        Damaged: the audit found a fault, and the latest releases stay what they were; or the
            catalogue would not be well-formed XML.
        InvalidInput: there is a key to sign with, but it cannot be used.
        SigningRefused: the ledger does not extend what was signed before.
        Unavailable: the registry cannot be read.
    """
    releases = to if to is not None else releases_folder(settings.data_dir)
    seal = Seal.from_settings(settings)
    with open_staging(releases, on_wait) as staged:
        on_step("recover")
        recovered = recover(releases, on_step)
        with registry.reading() as session:
            signed = releases.glob(f"*/*/{CHECKPOINT}")
            snapshot = PublishingSnapshot.take(registry, session.connection, seal, settings, signed)
            made, unchanged = _make_releases(snapshot, releases, staged, progress, on_step)
        on_step("audit")
        audit([staged / release.dataset for release in made])
        _put_in_place(made, staged, releases, on_step)
        withdrawn = withdraw(releases, snapshot.redactions, on_step)
        on_step("list")
        for dataset in list_dataset_names(releases):
            update_index(releases / dataset)
        # Rendered here to be parsed: a harvester loses all datasets where one is not well-formed.
        as_rdf_xml(make_catalogue(settings, list_latest_releases(releases)))
    kept = tuple(release for release in unchanged if release not in recovered)
    entry = snapshot.at.number
    gone = withdrawn.tombstones, withdrawn.files
    return PublishResult(releases, entry, (*made, *recovered), kept, *gone)


def _make_releases(
    snapshot: PublishingSnapshot, releases: Path, staged: Path, progress: Progress, on_step: OnStep
) -> tuple[list[Release], list[Release]]:
    """Make a release of each dataset that changed; also return the latest of the others."""
    made, unchanged = [], []
    for dataset in opendata.list_datasets(snapshot.connection):
        work = _draft_release(snapshot, dataset, releases, staged)
        if isinstance(work, ReleaseDraft):
            made.append(make_release(work, progress, on_step))
        else:
            unchanged.append(work)
    return made, unchanged


def _draft_release(
    snapshot: PublishingSnapshot, dataset: Dataset, releases: Path, staged: Path
) -> ReleaseDraft | Release:
    """Draft a dataset's next release; the latest one where nothing has changed since."""
    last, shape = find_latest(releases, dataset.name), snapshot.hash_shape(dataset)
    at = (snapshot.at.number, snapshot.root, shape)
    if last and (last.entry, last.root, last.shape) == at:
        return last
    content = dataset.read_content(snapshot.connection)
    if last and last.fingerprint == snapshot.make_fingerprint(content, shape):
        return last
    past = PastReleases.read_folder(releases, dataset.name)
    return ReleaseDraft(snapshot, dataset, content, past, staged / dataset.name)


def _put_in_place(made: Sequence[Release], staged: Path, releases: Path, on_step: OnStep) -> None:
    """Sync, place, and then switch: each for all releases before the next for any."""
    on_step("sync")
    for release in made:
        sync_tree(staged / release.dataset)
    on_step("place")
    for release in made:
        place_release(staged / release.dataset, releases / release.dataset, release.version)
    for release in made:
        on_step(f"switch {release.dataset}")
        switch_latest(releases / release.dataset, release.version)
