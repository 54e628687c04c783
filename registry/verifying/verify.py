"""``verify``: the ledger proves itself, and replaying it gives the very tables that are live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from registry.checkpoints import check_extension, find_verifiers, list_checkpoints
from registry.database import ReadSession, Registry
from registry.models import HISTORY, TABLES, SearchText
from registry.recording import replay
from registry.settings import Settings
from registry.verifying.compare import compare_table
from registry.verifying.database_triggers import check_triggers
from registry.verifying.ledger import check_ledger
from registry.verifying.scratch import open_scratch_registry

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What was proven: how many entries lead to which root, and how many rows follow from them.

    ``checkpoints`` counts those of before that the ledger extends.
    """

    entries: int
    root: str
    tables: int
    rows: int
    checkpoints: int = 0


def verify(
    registry: Registry,
    settings: Settings | None = None,
    *,
    progress: Progress = lambda _stage, _steps: None,
) -> VerifyResult:
    """Check triggers, ledger and Merkle tree, then replay into a scratch database and compare.

    With ``settings`` the ledger has to extend every checkpoint that the data folder holds.

    ``progress`` is told the stage (``ledger``, ``replay`` or ``compare``) and its further steps.

    Raises:
        Damaged: with the place of the first difference.
    """
    with registry.reading() as live:
        check_triggers(live.connection)
        checked = check_ledger(live.connection, lambda steps: progress("ledger", steps))
        extended = _check_checkpoints(live, settings) if settings else 0
        with open_scratch_registry() as anew_registry:
            with anew_registry.writing() as into:
                replay(live, into, progress=lambda steps: progress("replay", steps))
            with anew_registry.reading() as anew:
                rows = _compare_tables(live, anew, progress)
    tables = [*TABLES.values(), *HISTORY.values()]
    return VerifyResult(checked.entries, checked.root, len(tables) + 1, rows, extended)


def _check_checkpoints(live: ReadSession, settings: Settings) -> int:
    stored, keys = list_checkpoints(settings), find_verifiers(settings)
    return check_extension(live.connection, stored, keys)


def _compare_tables(live: ReadSession, anew: ReadSession, progress: Progress) -> int:
    rows = 0
    for table in (*TABLES.values(), *HISTORY.values(), SearchText.__table__):
        rows += compare_table(live.connection, anew.connection, table)
        progress("compare", 1)
    return rows
