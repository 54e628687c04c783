"""``answerable import``: records come in, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.authors import read_author
from cli.commands.mapped_files import import_mapped
from cli.commands.sign import sign_after_recording
from cli.console import import_progress_bar, print_json, print_line, print_note, print_table
from cli.context import load_settings, open_registry
from cli.errors import exit_code
from ingest.packages import ImportResult, NotImported, import_packages
from registry import Author, Role
from registry.acts import Redacted
from registry.recording import erase_redacted_words, truncate_write_log


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            exists=True,
            help="A package: a folder with a datapackage.json, that file, or a zip. "
            "With --map, one CSV, TSV, XLSX or ODS file.",
        ),
    ],
    *,
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="A mapping that says what the rows of a file mean."),
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(help="With --map: an XLSX to write, with what becomes of each row."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")
    ] = False,
    actor: Annotated[
        str | None, typer.Option(help="The partner that records, by its reference.")
    ] = None,
    role: Annotated[
        Role | None, typer.Option(help="The role in which it records; PARTNER by default.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Record data packages, whole or not at all.

    A package has one CSV file for each kind of act; `answerable template` lists the kinds. All
    packages that are named together are recorded together. Every problem is told in one run, with
    file, row, column, value and what to do. Importing the same again records nothing new.

    For example:

        answerable import my-package/
        answerable import councils.zip targets/datapackage.json --dry-run
        answerable import my-package/ --json | jq .problems
        answerable import targets.xlsx --map targets.toml --dry-run --annotate check.xlsx
    """
    author = read_author(actor, role)
    if map_ is not None:
        if len(paths) != 1:
            raise typer.BadParameter("give one file with a mapping", param_hint="PATH")
        imported = import_mapped(
            paths[0], map_, dry_run=dry_run, author=author, annotated=annotate, json=json
        )
    elif annotate is not None:
        raise typer.BadParameter("it goes with --map only", param_hint="--annotate")
    else:
        imported = _import_packages(paths, dry_run=dry_run, author=author, json=json)
    if not dry_run:
        sign_after_recording(load_settings())
        _finish_redactions(imported)


def _finish_redactions(imported: ImportResult | None) -> None:
    """Say which words were not recorded again, and erase those of which a file told redactions."""
    if imported and imported.redacted:
        rows = "1 row says" if imported.redacted == 1 else f"{imported.redacted:,} rows say"
        print_note(
            f"{rows} all that remains of an act from which words were taken off: what stands in "
            "their place was not recorded. To say something else there, correct the record, and "
            "name the entry that it stands in (corrects)."
        )
    if imported and any(one.kind == Redacted.KIND for one in imported.kinds):
        with open_registry(load_settings().database_url) as registry:
            erase_redacted_words(registry)


def _import_packages(
    paths: list[Path], *, dry_run: bool, author: Author, json: bool
) -> ImportResult:
    with open_registry(load_settings().database_url) as registry, import_progress_bar() as progress:
        truncate_write_log(registry)
        try:
            imported = import_packages(
                registry, paths, dry_run=dry_run, author=author, progress=progress
            )
        except NotImported as error:
            if not json:
                raise
            print_json(_error_json(error))
            raise typer.Exit(exit_code(error)) from error
    if json:
        print_json(_result_json(imported))
    else:
        _print_result(imported)
    return imported


def _print_result(imported: ImportResult) -> None:
    print_table(
        ("kind", "new", "on record already"),
        [(kind.kind, f"{kind.new:,}", f"{kind.repeated:,}") for kind in imported.kinds],
        right=2,
    )
    print_line()
    verb = "Would record" if imported.dry_run else "Recorded"
    print_line(
        f"{verb} {imported.new_acts:,} new {'act' if imported.new_acts == 1 else 'acts'}; "
        f"{imported.repeated_acts:,} were on record already."
    )


def _result_json(imported: ImportResult) -> dict[str, object]:
    return {
        "recorded": not imported.dry_run,
        "dryRun": imported.dry_run,
        "new": imported.new_acts,
        "repeated": imported.repeated_acts,
        "kinds": [
            {"kind": kind.kind, "new": kind.new, "repeated": kind.repeated}
            for kind in imported.kinds
        ],
        "problems": [],
    }


def _error_json(error: NotImported) -> dict[str, object]:
    return {
        "recorded": False,
        "problems": [problem.as_dict() for problem in error.problems],
        "unlisted": error.unlisted,
        "consequences": error.consequences,
    }
