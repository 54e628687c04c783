"""Withdraw the releases that hold words which were redacted since."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from opendata import REGISTRY
from publish.file_names import RECORDS
from publish.releases.atomic_files import replace_file, switch_latest, sync_path
from publish.releases.index import WITHDRAWN, ListedRelease, find_tombstone, list_releases
from publish.releases.layout import LATEST, find_latest, list_dataset_names, list_versions
from publish.releases.redacted_fields import RedactedFields
from publish.releases.tombstones import TOMBSTONE, Tombstone, WithdrawalReason

OnStep = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class WithdrawResult:
    """The tombstones of the releases that were withdrawn, and the files that went, as served.

    ``files`` are paths below ``/data/``: copies of them may stand in caches.
    """

    tombstones: tuple[Tombstone, ...]
    files: tuple[str, ...]


def withdraw(
    releases: Path, redactions: Collection[RedactedFields], on_step: OnStep
) -> WithdrawResult:
    """Withdraw every release that may hold words that were redacted.

    A release may hold them that was made after they were recorded and before they were taken off,
    and that has the record; even where the record said something else by then, the release says
    what it said before.
    """
    gone: list[Tombstone] = []
    files: list[str] = []
    for dataset in list_dataset_names(releases):
        _update_reasons(
            releases, dataset, {redacted.reason.by: redacted.reason for redacted in redactions}
        )
        doomed = dict(_find_doomed(releases, dataset, redactions))
        if doomed:
            _move_latest(releases / dataset, {one.version for one in doomed})
            newest = find_latest(releases, dataset)
            for listed, reasons in doomed.items():
                on_step(f"withdraw {dataset} {listed.version}")
                stone = _make_tombstone(dataset, listed, reasons, newest.version if newest else "")
                folder = releases / dataset / listed.version
                files.extend(_list_served(folder, dataset, listed.version))
                replace_file(folder / TOMBSTONE, stone.to_json().encode())
                on_step(f"clear {dataset} {listed.version}")
                clear_release(folder)
                gone.append(stone)
    return WithdrawResult(tuple(gone), tuple(files))


def _list_served(folder: Path, dataset: str, version: str) -> Iterator[str]:
    """Yield where the files of a release are served, below ``/data/``."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{dataset}/releases/{version}/{path.relative_to(folder).as_posix()}"


def clear_release(folder: Path) -> None:
    """Remove all that a withdrawn release still has beside its tombstone."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != TOMBSTONE:
            path.unlink()
    sync_path(folder)


def _update_reasons(releases: Path, dataset: str, reasons: Mapping[int, WithdrawalReason]) -> None:
    """Let tombstones say why in the words that still stand: a reason may be redacted as well."""
    for version in list_versions(releases / dataset):
        stone = find_tombstone(releases, dataset, version)
        if stone is None:
            continue
        now = tuple(reasons.get(reason.by, reason) for reason in stone.reasons)
        if now != stone.reasons:
            text = replace(stone, reasons=now).to_json().encode()
            replace_file(releases / dataset / version / TOMBSTONE, text)


def _find_doomed(
    releases: Path, dataset: str, redactions: Collection[RedactedFields]
) -> Iterator[tuple[ListedRelease, tuple[WithdrawalReason, ...]]]:
    for listed in list_releases(releases, dataset):
        if listed.status == WITHDRAWN:
            continue
        near = [redacted for redacted in redactions if redacted.may_be_held_at(listed.entry)]
        if near and dataset != REGISTRY.name:
            near = list(_find_held(releases / dataset / listed.version, near))
        if near:
            yield listed, tuple(dict.fromkeys(redacted.reason for redacted in near))


def _find_held(folder: Path, redactions: Collection[RedactedFields]) -> Iterator[RedactedFields]:
    """Yield those whose record a release of a smaller dataset has."""
    path = folder / RECORDS
    if not path.exists():
        # It was made before releases proved themselves: better one too many.
        yield from redactions
        return
    waiting: dict[bytes, list[RedactedFields]] = {}
    for redacted in redactions:
        waiting.setdefault(f"{redacted.kind},{redacted.record}".encode(), []).append(redacted)
    with path.open("rb") as lines:
        for line in lines:
            # Neither kind, reference, entry nor salt is ever quoted.
            yield from waiting.get(line.rsplit(b",", 2)[0], ())


def _move_latest(dataset: Path, doomed: Collection[str]) -> None:
    """Let ``latest`` point to the newest release that stays, or to none."""
    link = dataset / LATEST
    if link.is_symlink() and link.readlink().name in doomed:
        left = [
            version
            for version in list_versions(dataset)
            if version not in doomed and not (dataset / version / TOMBSTONE).exists()
        ]
        if left:
            switch_latest(dataset, left[-1])
        else:
            link.unlink()
            sync_path(dataset)


def _make_tombstone(
    dataset: str, listed: ListedRelease, reasons: tuple[WithdrawalReason, ...], replaced_by: str
) -> Tombstone:
    return Tombstone(
        *(dataset, listed.version, listed.previous, listed.entry, listed.root),
        *(listed.recorded_at, listed.rows, listed.records),
        withdrawn_at=min(reason.recorded_at for reason in reasons),
        replaced_by=replaced_by,
        reasons=reasons,
    )
