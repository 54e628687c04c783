"""``answerable diff``: what changed between two releases."""

from __future__ import annotations

import codecs
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import escape_json, print_line, strip_control_characters
from cli.context import load_settings

if TYPE_CHECKING:
    from publish import ComparedPackage

_RELEASE = "A release's folder or zip, or DATASET@VERSION; VERSION may be `latest`."


def diff(
    older: Annotated[str, typer.Argument(metavar="A", help=_RELEASE)],
    newer: Annotated[str, typer.Argument(metavar="B", help=_RELEASE)],
    json: Annotated[
        bool, typer.Option("--json", help="Print every change of every row as JSON.")
    ] = False,
) -> None:
    """Tell what changed from release A to release B, of one dataset.

    Rows that were added, removed or changed, column by column; words that were taken off the record
    in between are told as redacted, never as they were. Each release brings the same account of
    itself and the release before it, as `changes.json`.

    For example:

        answerable diff registry@1.0.0 registry@latest
        answerable diff last-year/registry.zip registry.zip --json
    """
    # The packages' stack takes half a second to load, which other commands need not wait for.
    import publish  # noqa: PLC0415 - see above

    releases = publish.releases_folder(load_settings().data_dir)
    paths = [publish.resolve_release(releases, name) for name in (older, newer)]
    with publish.compare_releases(*paths) as (old, new, changes):
        if json:
            for text in codecs.iterdecode(changes.make_json(new.version), "utf-8"):
                sys.stdout.write(escape_json(text))
            return
        print_line(
            strip_control_characters(
                f"{new.dataset}: {_split_name(old)} to {_split_name(new)}: {changes.why}."
            )
        )
        for sentence in changes.says:
            print_line(strip_control_characters(f"  {sentence}"))


def _split_name(side: ComparedPackage) -> str:
    return f"{side.version or 'a release'} (entry {side.entry:,})"
