"""How errors are told in a terminal, and with which exit code they end."""

from __future__ import annotations

from cli.console import print_error
from ingest.packages import NotImported
from registry import (
    AnswerableError,
    Damaged,
    Incomplete,
    InvalidInput,
    Refused,
    SigningRefused,
    Unavailable,
)

INVALID, USAGE, REFUSED, UNAVAILABLE, INCOMPLETE, FOUND = 1, 2, 3, 4, 5, 6
# The most problems that are worth reading in a terminal; --json gives them all.
LISTED = 200


def exit_code(error: AnswerableError) -> int:
    """Return the exit code of an error, the same for every command."""
    if isinstance(error, InvalidInput | Damaged):
        return INVALID
    if isinstance(error, Refused | SigningRefused):
        return REFUSED
    if isinstance(error, Incomplete):
        return INCOMPLETE
    return UNAVAILABLE if isinstance(error, Unavailable) else INVALID


def print_error_tree(error: AnswerableError) -> None:
    """Say what went wrong, one line for each problem, and never a traceback."""
    if isinstance(error, NotImported):
        _print_not_imported(error)
        return
    for line in str(error).splitlines():
        print_error(line)


def _print_not_imported(error: NotImported) -> None:
    for problem in error.problems[:LISTED]:
        print_error(str(problem))
    more = len(error.problems) + error.unlisted - LISTED
    if more > 0:
        print_error(f"... and {more:,} more; --json lists {len(error.problems):,} of them.")
    print_error("")
    print_error(f"Nothing was recorded: {_count_problems(error)}.")


def _count_problems(error: NotImported) -> str:
    count, rows = len(error.problems) + error.unlisted, error.consequences
    problems = "1 problem" if count == 1 else f"{count:,} problems"
    if not rows:
        return problems
    depending = "1 further row that depends" if rows == 1 else f"{rows:,} further rows that depend"
    return f"{problems}, and {depending} on {'it' if count == 1 else 'them'}"
