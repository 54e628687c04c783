"""``answerable redact --check``: where words still stand."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from cli.console import print_json, print_line, print_note, progress_bar
from cli.context import load_settings, open_any_version
from cli.errors import FOUND, INCOMPLETE

# So many places of one kind are worth reading in a terminal.
_NAMED = 20

if TYPE_CHECKING:
    from publish.word_search import Findings, FoundWords


def check_words(also: Iterable[str], *, json: bool) -> None:
    """Search for the words on standard input, and say where they stand.

    Raises:
        Exit: with 6 where they stand somewhere, with 5 where some places could not be searched.
    """
    now = load_settings()
    # The packages' stack takes half a second to load, which other commands need not wait for.
    from publish import word_search  # noqa: PLC0415 - see above

    if sys.stdin.isatty():
        print_note("Write one phrase per line, then Ctrl-D.")
    phrases = word_search.read_phrases(sys.stdin.buffer)
    with open_any_version(now.database_url) as registry, progress_bar("Searching") as shown:

        def show_place(place: str) -> None:
            shown.show_progress(0, None, f"Searching {place}")

        found = word_search.search_words(registry, now, phrases, os.environ, also, show_place)
    if json:
        print_json(_describe_findings(found))
    else:
        _print_findings(found)
    if found.found:
        raise typer.Exit(FOUND)
    if found.unsearched:
        raise typer.Exit(INCOMPLETE)


def _describe_findings(found: Findings) -> dict[str, object]:
    return {
        "phrases": len(found.phrases.each),
        "searched": found.searched,
        "found": [
            {
                "place": one.place,
                "phrase": one.phrase,
                "count": one.count,
                "where": list(one.where),
                "remedy": one.remedy,
            }
            for one in found.found
        ],
        "unlisted": found.unlisted,
        "notSearched": [{"place": place, "why": why} for place, why in found.unsearched],
        "notes": found.notes,
    }


def _print_findings(found: Findings) -> None:
    for remedy in dict.fromkeys(one.remedy for one in found.found):
        places = [one for one in found.found if one.remedy == remedy]
        for one in places[:_NAMED]:
            print_line(_describe_place(one))
        if len(places) > _NAMED:
            print_line(f"... and {len(places) - _NAMED:,} more of this kind; --json lists them.")
        print_line(f"    {remedy}.")
    if found.unlisted:
        print_line(f"... and {found.unlisted:,} more.")
    for place, why in found.unsearched:
        print_line(f"Not searched: {place}: {why.rstrip('.')}.")
    for note in found.notes:
        print_note(f"{note}.")
    if found.found:
        print_line(f"The words still stand. {found.searched:,} tables and files were searched.")
    else:
        print_line(f"The words stand in none of {found.searched:,} tables and files.")


def _describe_place(one: FoundWords) -> str:
    times = "once" if one.count == 1 else f"{one.count:,} times"
    rows = f" ({'; '.join(one.where)})" if one.where else ""
    return f"{one.place}: phrase {one.phrase}, {times}{rows}"
