"""Where the command line speaks: results on stdout, everything else on stderr.

Control characters are left out: words of a record never steer the terminal that shows them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ingest.packages import ImportProgress as Imports
from registry.vocabulary import remove_unprintable

PIPED = 1_000


def strip_control_characters(text: str) -> str:
    """Return somebody's words as one line, without anything that a terminal would obey."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def escape_json(text: str) -> str:
    """Return JSON that says the same, with escapes for what a terminal would obey."""
    return "".join(
        one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text
    )


def print_line(text: str = "") -> None:
    """A line of the result, as it is: never wrapped, never coloured where it is piped."""
    Console(highlight=False).print(remove_unprintable(text), markup=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """The result for machines."""
    sys.stdout.write(escape_json(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()) + "\n")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: int = 0) -> None:
    """The result as a table; the last ``right`` columns are figures."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, heading in enumerate(headings):
        figures = place >= len(headings) - right
        table.add_column(heading, justify="right" if figures else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(remove_unprintable, row))
    console = Console(highlight=False)
    if not console.is_terminal:
        # Whoever pipes a table wants its cells whole.
        console.width = PIPED
    console.print(table, markup=False)


def print_note(text: str) -> None:
    """Something by the way, for whoever watches."""
    Console(stderr=True, highlight=False).print(
        remove_unprintable(text), markup=False, soft_wrap=True
    )


def print_error(text: str) -> None:
    """A line about what is wrong."""
    Console(stderr=True, highlight=False).print(
        remove_unprintable(text), markup=False, soft_wrap=True
    )


class ProgressBar:
    """A progress bar that is drawn on a terminal only."""

    def __init__(self, progress: Progress, what: str) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=None)

    def show_progress(self, done: int, total: int | None, what: str | None = None) -> None:
        """Say how far it has come."""
        self._progress.update(self._task, completed=done, total=total)
        if what is not None:
            self._progress.update(self._task, description=what)

    def restart_with(self, what: str, total: int | None) -> None:
        """Begin with something else."""
        self._progress.reset(self._task, total=total, description=what)

    def advance(self, count: int) -> None:
        """Say that it came further by so much."""
        self._progress.advance(self._task, count)


@contextmanager
def progress_bar(
    what: str, *, total: int | None = None, counted: bool = True
) -> Iterator[ProgressBar]:
    """Provide a progress bar on stderr for as long as something takes; gone afterwards."""
    console = Console(stderr=True)
    columns = [TextColumn("{task.description}"), BarColumn()]
    figures = MofNCompleteColumn() if counted else TextColumn("{task.percentage:>3.0f}%")
    with Progress(
        *columns,
        figures,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        shown = ProgressBar(progress, what)
        shown.show_progress(0, total)
        yield shown


@contextmanager
def import_progress_bar() -> Iterator[Callable[[Imports], None]]:
    """Provide a progress bar for an import; what it gives hears how far the import has come."""
    with progress_bar("Reading", counted=False) as shown:
        yield lambda now: shown.show_progress(now.read, now.total, f"Importing {now.kind}")
