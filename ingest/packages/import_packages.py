"""Importing whole packages: everything that they hold in one transaction, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from ingest.packages.containers import open_container
from ingest.packages.limits import PackageLimits
from ingest.packages.problems import ProblemList
from ingest.packages.read_acts import read_acts
from ingest.packages.recorder import BatchRecorder
from ingest.packages.resources import PackageResource, read_resources
from ingest.packages.results import ImportProgress, ImportResult
from registry.acts import ACTS
from registry.database import Registry
from registry.errors import InvalidInput
from registry.vocabulary import REGISTRAR, Author

Telling = Callable[[ImportProgress], None]


def import_packages(
    registry: Registry,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    author: Author = REGISTRAR,
    progress: Telling = lambda _: None,
    limits: PackageLimits | None = None,
) -> ImportResult:
    """Record everything that some packages hold, or nothing of it.

    Resources are read in the order in which one kind may refer to another, across all packages.
    A ``dry_run`` does all of it and keeps nothing. ``author`` records it.

    Raises:
        InvalidPackage: something cannot be read; every problem of all packages is told.
        RefusedPackage: a rule refuses something; every refusal is told.
        Refused: the author's partner is not on record.
        Unavailable: the registry cannot be reached.
    """
    limits = limits or PackageLimits()
    troubles = ProblemList(limits.problems)
    with ExitStack() as stack:
        resources = _collect_resources(paths, limits, troubles, stack)
        try:
            with registry.writing() as session:
                taking = BatchRecorder(session, troubles, author)
                _record_resources(taking, resources, limits, progress)
                if troubles:
                    raise troubles.make_error()
                if dry_run:
                    raise _RollBack(taking)
        except _RollBack as ended:
            taking = ended.taking
    return taking.summarise(dry_run=dry_run)


class _RollBack(Exception):
    """Nothing of the transaction is kept."""

    def __init__(self, taking: BatchRecorder) -> None:
        super().__init__()
        self.taking = taking


def _collect_resources(
    paths: Sequence[Path], limits: PackageLimits, troubles: ProblemList, stack: ExitStack
) -> dict[str, list[PackageResource]]:
    """Return all resources of all packages by kind; the packages stay open as long as ``stack``."""
    found: dict[str, list[PackageResource]] = {kind: [] for kind in ACTS}
    for path in paths:
        try:
            container = stack.enter_context(open_container(path, limits))
        except InvalidInput as error:
            troubles.all_unread = True
            troubles.add_unreadable(*error.problems)
            continue
        for resource in read_resources(container, limits, troubles):
            found[resource.kind].append(resource)
    return found


def _record_resources(
    taking: BatchRecorder,
    resources: Mapping[str, Sequence[PackageResource]],
    limits: PackageLimits,
    tell: Telling,
) -> None:
    total = sum(resource.size for each in resources.values() for resource in each)
    read = 0
    for kind, each in resources.items():

        def progress(count: int, kind: str = kind) -> None:
            nonlocal read
            read += count
            tell(ImportProgress(kind, read, total))

        for resource in each:
            for placed in read_acts(resource, limits, taking.troubles, progress):
                taking.add_act(placed)
        taking.end_kind()
