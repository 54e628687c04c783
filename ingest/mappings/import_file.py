"""Importing a file through a mapping: everything that it tells, or nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.files import TableLimits, TableOptions, read_table
from ingest.mappings.plan import Plan
from ingest.mappings.plan_table import plan_table
from ingest.mappings.spec import Mapping
from ingest.packages.limits import Limits
from ingest.packages.problems import Troubles
from ingest.packages.read_acts import Placed
from ingest.packages.recorder import Taking
from ingest.packages.results import Imported, NotImported, Progress
from registry.acts import ACTS
from registry.database import Registry

Telling = Callable[[Progress], None]
STEP = 500


@dataclass(frozen=True, slots=True)
class Mapped:
    """What came of a file: the plan of every row, and what was recorded or stands in its way."""

    plan: Plan
    imported: Imported | None
    error: NotImported | None


class _NotKept(Exception):
    """Nothing of the transaction is kept."""


def import_file(
    registry: Registry,
    path: Path,
    mapping: Mapping,
    *,
    dry_run: bool = False,
    actor: str | None = None,
    limits: TableLimits | None = None,
    progress: Telling = lambda _: None,
) -> Mapped:
    """Record everything that a file tells under a mapping, or nothing of it.

    A ``dry_run`` does all of it and keeps nothing. ``progress`` hears how many of the file's acts
    were taken, as it goes. Problems of rows and refusals do not raise:
    they are in the outcome's ``error``, beside the plan that shows what became of each row.

    Raises:
        InvalidInput: the file cannot be read as a table.
        Refused: the actor is not on record.
        Unavailable: the registry cannot be reached.
    """
    file = mapping.file
    options = TableOptions(file.encoding, file.delimiter, file.sheet)
    table = read_table(path, options, limits)
    troubles = Troubles(Limits().problems)
    plan = Plan(table)
    try:
        with registry.writing() as session:
            plan = plan_table(session.connection, table, mapping)
            taking = _take(plan, Taking(session, troubles, actor), progress)
            if troubles or dry_run:
                raise _NotKept
    except _NotKept:
        if troubles:
            return Mapped(plan, None, troubles.error())
    return Mapped(plan, taking.imported(dry_run=dry_run), None)


def _take(plan: Plan, taking: Taking, tell: Telling) -> Taking:
    if plan.all_problems:
        taking.troubles.unreadable(*plan.all_problems)
    placed: dict[str, list[Placed]] = defaultdict(list)
    for row in (plan.once, *plan.rows):
        for kind, reference in row.failed:
            taking.troubles.fail(kind, reference)
        for act in row.acts:
            placed[act.KIND].append(Placed(act, plan.table.file, row.number))
    total, taken = sum(map(len, placed.values())), 0
    for kind in ACTS:
        for one in placed[kind]:
            taking.take(one)
            taken += 1
            if taken % STEP == 0:
                tell(Progress(kind, taken, total))
        taking.end_kind()
    tell(Progress("", taken, total))
    return taking
