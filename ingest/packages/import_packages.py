"""Importing whole packages: everything that they hold in one transaction, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from ingest.packages.containers import opened
from ingest.packages.limits import Limits
from ingest.packages.problems import Troubles
from ingest.packages.read_acts import read_acts
from ingest.packages.recorder import Taking
from ingest.packages.resources import Resource, resources_of
from ingest.packages.results import Imported, Progress
from registry.acts import ACTS
from registry.database import Registry
from registry.errors import InvalidInput

Telling = Callable[[Progress], None]


def import_packages(
    registry: Registry,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    actor: str | None = None,
    progress: Telling = lambda _: None,
    limits: Limits | None = None,
) -> Imported:
    """Record everything that some packages hold, or nothing of it.

    Resources are read in the order in which one kind may refer to another, across all packages.
    A ``dry_run`` does all of it and keeps nothing. ``actor`` is the partner that records.

    Raises:
        InvalidPackage: something cannot be read; every problem of all packages is told.
        RefusedPackage: a rule refuses something; every refusal is told.
        Refused: the actor is not on record.
        Unavailable: the registry cannot be reached.
    """
    limits = limits or Limits()
    troubles = Troubles(limits.problems)
    with ExitStack() as stack:
        resources = _resources(paths, limits, troubles, stack)
        try:
            with registry.writing() as session:
                taking = Taking(session, troubles, actor)
                _take(taking, resources, limits, progress)
                if troubles:
                    raise troubles.error()
                if dry_run:
                    raise _NotKept(taking)
        except _NotKept as ended:
            taking = ended.taking
    return taking.imported(dry_run=dry_run)


class _NotKept(Exception):
    """Nothing of the transaction is kept."""

    def __init__(self, taking: Taking) -> None:
        super().__init__()
        self.taking = taking


def _resources(
    paths: Sequence[Path], limits: Limits, troubles: Troubles, stack: ExitStack
) -> dict[str, list[Resource]]:
    """All resources of all packages by kind; the packages stay open as long as ``stack``."""
    found: dict[str, list[Resource]] = {kind: [] for kind in ACTS}
    for path in paths:
        try:
            container = stack.enter_context(opened(path, limits))
        except InvalidInput as error:
            troubles.all_unread = True
            troubles.unreadable(*error.problems)
            continue
        for resource in resources_of(container, limits, troubles):
            found[resource.kind].append(resource)
    return found


def _take(
    taking: Taking, resources: Mapping[str, Sequence[Resource]], limits: Limits, tell: Telling
) -> None:
    total = sum(resource.size for each in resources.values() for resource in each)
    read = 0
    for kind, each in resources.items():

        def progress(count: int, kind: str = kind) -> None:
            nonlocal read
            read += count
            tell(Progress(kind, read, total))

        for resource in each:
            for placed in read_acts(resource, limits, taking.troubles, progress):
                taking.take(placed)
        taking.end_kind()
