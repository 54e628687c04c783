"""Taking down the releases that hold words which were taken off the record since."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from opendata import REGISTRY
from publish.file_names import RECORDS
from publish.releases.atomic_files import replace_file, switch, sync
from publish.releases.index import WITHDRAWN, Listed, releases_of, withdrawn_of
from publish.releases.layout import LATEST, datasets_in, latest, versions_in
from publish.releases.redacted_fields import Taking
from publish.releases.tombstones import TOMBSTONE, Reason, Withdrawn

OnStep = Callable[[str], None]


def withdraw(releases: Path, takings: Collection[Taking], on_step: OnStep) -> list[Withdrawn]:
    """Withdraw every release that may hold words that were taken off; tells which they are.

    A release may hold them that was made after they were recorded and before they were taken off,
    and that has the record; even where the record said something else by then, the release tells
    what it said before.
    """
    gone: list[Withdrawn] = []
    for dataset in datasets_in(releases):
        _tell_again(releases, dataset, {taking.reason.by: taking.reason for taking in takings})
        doomed = dict(_doomed(releases, dataset, takings))
        if doomed:
            _let_go_of_latest(releases / dataset, {one.version for one in doomed})
            newest = latest(releases, dataset)
            for listed, reasons in doomed.items():
                on_step(f"withdraw {dataset} {listed.version}")
                stone = _tombstone(dataset, listed, reasons, newest.version if newest else "")
                folder = releases / dataset / listed.version
                replace_file(folder / TOMBSTONE, stone.to_json().encode())
                on_step(f"clear {dataset} {listed.version}")
                clear(folder)
                gone.append(stone)
    return gone


def clear(folder: Path) -> None:
    """Remove all that a withdrawn release still has beside its tombstone."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != TOMBSTONE:
            path.unlink()
    sync(folder)


def _tell_again(releases: Path, dataset: str, reasons: Mapping[int, Reason]) -> None:
    """Let tombstones say why in the words that still stand: a reason may be redacted as well."""
    for version in versions_in(releases / dataset):
        stone = withdrawn_of(releases, dataset, version)
        if stone is None:
            continue
        now = tuple(reasons.get(reason.by, reason) for reason in stone.reasons)
        if now != stone.reasons:
            told = replace(stone, reasons=now).to_json().encode()
            replace_file(releases / dataset / version / TOMBSTONE, told)


def _doomed(
    releases: Path, dataset: str, takings: Collection[Taking]
) -> Iterator[tuple[Listed, tuple[Reason, ...]]]:
    for listed in releases_of(releases, dataset):
        if listed.status == WITHDRAWN:
            continue
        near = [taking for taking in takings if taking.concerns(listed.entry)]
        if near and dataset != REGISTRY.name:
            near = list(_held(releases / dataset / listed.version, near))
        if near:
            yield listed, tuple(dict.fromkeys(taking.reason for taking in near))


def _held(folder: Path, takings: Collection[Taking]) -> Iterator[Taking]:
    """Those whose record a release of a smaller dataset has."""
    path = folder / RECORDS
    if not path.exists():
        # It was made before releases proved themselves: better one too many.
        yield from takings
        return
    waiting: dict[bytes, list[Taking]] = {}
    for taking in takings:
        waiting.setdefault(f"{taking.kind},{taking.record}".encode(), []).append(taking)
    with path.open("rb") as lines:
        for line in lines:
            # Neither kind, reference, entry nor salt is ever quoted.
            yield from waiting.get(line.rsplit(b",", 2)[0], ())


def _let_go_of_latest(dataset: Path, doomed: Collection[str]) -> None:
    """Let ``latest`` point to the newest release that stays, or to none."""
    link = dataset / LATEST
    if link.is_symlink() and link.readlink().name in doomed:
        left = [
            version
            for version in versions_in(dataset)
            if version not in doomed and not (dataset / version / TOMBSTONE).exists()
        ]
        if left:
            switch(dataset, left[-1])
        else:
            link.unlink()
            sync(dataset)


def _tombstone(
    dataset: str, listed: Listed, reasons: tuple[Reason, ...], replaced_by: str
) -> Withdrawn:
    return Withdrawn(
        *(dataset, listed.version, listed.previous, listed.entry, listed.root),
        *(listed.recorded_at, listed.rows, listed.records),
        withdrawn_at=min(reason.recorded_at for reason in reasons),
        replaced_by=replaced_by,
        reasons=reasons,
    )
