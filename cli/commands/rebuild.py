"""``answerable publish --as-at``: past releases, made again of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cli.console import print_json, print_line, print_note, progress_bar
from cli.context import open_registry
from cli.destinations import note_destination
from cli.errors import INVALID
from registry import Settings

if TYPE_CHECKING:
    from publish import RebuiltRelease

_FOLDER = "rebuilt"
_NAMED = 8


def rebuild(
    now: Settings, number: int, to: Path | None, releases: Path | None, *, json: bool
) -> None:
    """Make the releases of an entry again, and say which files are not what they were.

    Raises:
        Exit: with 1, where some are not.
    """
    # Frictionless takes half a second to load, which other commands need not wait for.
    import publish as publishing  # noqa: PLC0415 - see above

    folder = to or now.data_dir / _FOLDER
    listed = releases or publishing.releases_folder(now.data_dir)
    with open_registry(now.database_url) as registry, progress_bar("Rebuilding") as shown:
        if to is not None:
            note_destination(now, to)
        begun: set[str] = set()

        def progress(dataset: str, rows: int, total: int) -> None:
            if dataset not in begun:
                begun.add(dataset)
                shown.restart_with(f"Rebuilding {dataset}", total)
            shown.advance(rows)

        done = publishing.rebuild(registry, now, number, folder, listed, progress=progress)
    if json:
        print_json(
            {"folder": str(folder), "entry": number, "packages": list(map(_rebuilt_json, done))}
        )
    else:
        for one in done:
            _print_rebuilt(one)
        print_note(f"What was made again is in {folder}.")
    if any(one.differing for one in done):
        raise typer.Exit(INVALID)


def _print_rebuilt(one: RebuiltRelease) -> None:
    name = f"{one.release.dataset} {one.release.version} (entry {one.release.entry:,})"
    if not one.differing:
        print_line(f"{name}: the same bytes.")
        return
    more = len(one.differing) - _NAMED
    files = ", ".join(one.differing[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    print_line(f"{name}: not the same: {one.why}. Files that differ: {files}.")


def _rebuilt_json(one: RebuiltRelease) -> dict[str, Any]:
    return {
        "dataset": one.release.dataset,
        "release": one.release.version,
        "entry": one.release.entry,
        "folder": str(one.folder),
        "same": not one.differing,
        "differing": list(one.differing),
        "why": one.why or None,
    }
