"""Importing a file through a mapping: everything that it tells, or nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.files import TableLimits, TableOptions, read_table
from ingest.mappings.plan import ImportPlan
from ingest.mappings.plan_table import plan_table
from ingest.mappings.spec import Mapping
from ingest.packages.limits import PackageLimits
from ingest.packages.problems import ProblemList
from ingest.packages.read_acts import ActOfRow
from ingest.packages.recorder import BatchRecorder
from ingest.packages.results import ImportProgress, ImportResult, NotImported
from registry.acts import ACTS
from registry.database import Registry
from registry.vocabulary import REGISTRAR, Author

Telling = Callable[[ImportProgress], None]
STEP = 500


@dataclass(frozen=True, slots=True)
class MappedImport:
    """What came of a file: the plan of every row, and what was recorded or stands in its way."""

    plan: ImportPlan
    imported: ImportResult | None
    error: NotImported | None


class _RollBack(Exception):
    """Nothing of the transaction is kept."""


def import_file(
    registry: Registry,
    path: Path,
    mapping: Mapping,
    *,
    dry_run: bool = False,
    author: Author = REGISTRAR,
    limits: TableLimits | None = None,
    progress: Telling = lambda _: None,
) -> MappedImport:
    """Record everything that a file tells under a mapping, or nothing of it.

    A ``dry_run`` does all of it and keeps nothing. ``progress`` hears how many of the file's acts
    were taken, as it goes. Problems of rows and refusals do not raise:
    they are in the outcome's ``error``, beside the plan that shows what became of each row.

    Raises:
        InvalidInput: the file cannot be read as a table.
        Refused: the author's partner is not on record.
        Unavailable: the registry cannot be reached.
    """
    file = mapping.file
    options = TableOptions(file.encoding, file.delimiter, file.sheet, file.hidden)
    table = read_table(path, options, limits)
    troubles = ProblemList(PackageLimits().problems)
    plan = ImportPlan(table)
    try:
        with registry.writing() as session:
            plan = plan_table(session.connection, table, mapping)
            taking = _record_plan(plan, BatchRecorder(session, troubles, author), progress)
            if troubles or dry_run:
                raise _RollBack
    except _RollBack:
        if troubles:
            return MappedImport(plan, None, troubles.make_error())
    return MappedImport(plan, taking.summarise(dry_run=dry_run), None)


def _record_plan(plan: ImportPlan, taking: BatchRecorder, tell: Telling) -> BatchRecorder:
    if plan.all_problems:
        taking.troubles.add_unreadable(*plan.all_problems)
    placed: dict[str, list[ActOfRow]] = defaultdict(list)
    for row in (plan.once, *plan.rows):
        for kind, reference in row.failed:
            taking.troubles.mark_missing(kind, reference)
        for act in row.acts:
            placed[act.KIND].append(ActOfRow(act, plan.table.file, row.number))
    total, taken = sum(map(len, placed.values())), 0
    for kind in ACTS:
        for one in placed[kind]:
            taking.add_act(one)
            taken += 1
            if taken % STEP == 0:
                tell(ImportProgress(kind, taken, total))
        taking.end_kind()
    tell(ImportProgress("", taken, total))
    return taking
