"""What changed between two releases that somebody has, as folders or as zips."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from opendata import REGISTRY
from publish.changes import ChangeReport, ComparedPackage, read_package
from publish.changes.package_tables import read_corrections, read_redacted_fields
from publish.proof.release_files import open_release
from publish.releases.index import find_release, find_tombstone
from publish.releases.layout import LATEST, is_dataset_name
from registry import InvalidInput, Problem


@contextmanager
def compare_releases(
    older: Path, newer: Path
) -> Iterator[tuple[ComparedPackage, ComparedPackage, ChangeReport]]:
    """Open two releases and compare them. Neither is verified.

    Raises:
        InvalidInput: one is not there, was withdrawn, or they are not of one dataset.
        Damaged: a file of either cannot be read.
    """
    with (
        open_release(older) as old_files,
        open_release(newer) as new_files,
        TemporaryFile() as rows,
    ):
        old, new = read_package(old_files), read_package(new_files)
        if old.dataset != new.dataset:
            problem = f"one is a release of {old.dataset}, the other of {new.dataset}"
            remedy = "Compare two releases of one dataset"
            raise InvalidInput([Problem(problem, remedy, value=str(newer))])
        taken = read_redacted_fields(new_files, old.entry)
        report = ChangeReport(
            old,
            new,
            taken,
            whole=new.dataset == REGISTRY.name,
            rows=rows,
            corrections=read_corrections(new_files, old.entry),
        )
        yield old, new, report


def resolve_release(releases: Path, name: str) -> Path:
    """Return the folder or zip that a name means: a path, or DATASET@VERSION.

    Raises:
        InvalidInput: there is no such release, or not any more.
    """
    dataset, at, version = name.partition("@")
    if not at or Path(name).exists() or not is_dataset_name(dataset):
        return Path(name)
    if version == LATEST:
        return releases / dataset / LATEST
    # One that was withdrawn says so itself when it is opened.
    if not (find_release(releases, dataset, version) or find_tombstone(releases, dataset, version)):
        remedy = f"Name one that {releases / dataset}/releases.json lists, or {LATEST}"
        raise InvalidInput([Problem("there is no such release", remedy, value=name)])
    return releases / dataset / version
