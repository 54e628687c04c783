"""How errors are told in a terminal, and with which exit code they end."""

from __future__ import annotations

from cli.console import complain
from ingest.packages import NotImported
from registry import AnswerableError, Damaged, InvalidInput, Refused, Unavailable

INVALID, USAGE, REFUSED, UNAVAILABLE = 1, 2, 3, 4
# The most problems that are worth reading in a terminal; --json gives them all.
LISTED = 200


def exit_code(error: AnswerableError) -> int:
    """The exit code of an error, the same for every command."""
    if isinstance(error, InvalidInput | Damaged):
        return INVALID
    if isinstance(error, Refused):
        return REFUSED
    return UNAVAILABLE if isinstance(error, Unavailable) else INVALID


def tell(error: AnswerableError) -> None:
    """Say what went wrong, one line for each problem, and never a traceback."""
    if isinstance(error, NotImported):
        _tell_not_imported(error)
        return
    for line in str(error).splitlines():
        complain(line)


def _tell_not_imported(error: NotImported) -> None:
    for problem in error.problems[:LISTED]:
        complain(str(problem))
    more = len(error.problems) + error.unlisted - LISTED
    if more > 0:
        complain(f"... and {more:,} more; --json lists {len(error.problems):,} of them.")
    complain("")
    complain(f"Nothing was recorded: {_counted(error)}.")


def _counted(error: NotImported) -> str:
    count, rows = len(error.problems) + error.unlisted, error.consequences
    problems = "1 problem" if count == 1 else f"{count:,} problems"
    if not rows:
        return problems
    depending = "1 further row that depends" if rows == 1 else f"{rows:,} further rows that depend"
    return f"{problems}, and {depending} on {'it' if count == 1 else 'them'}"
