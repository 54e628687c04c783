"""Files as councils keep them: ``answerable import FILE --map`` and ``answerable sniff``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import import_progress_bar, print_json, print_line, print_note, print_table
from cli.context import load_settings, open_registry
from cli.errors import exit_code
from ingest.files import TableOptions
from ingest.files.text import ENCODINGS
from ingest.mappings import (
    MappedImport,
    RowPlan,
    import_file,
    load_mapping,
    shorten,
    write_annotated_copy,
)
from ingest.mappings.sniffing import SniffedFile, sniff_file
from ingest.packages import ImportResult
from registry import Author, Unavailable
from registry.recording import truncate_write_log

# The most rows that are worth reading in a terminal; --json and --annotate show them all.
LISTED = 100


def import_mapped(
    path: Path,
    map_: Path,
    *,
    dry_run: bool,
    author: Author,
    annotated: Path | None,
    json: bool,
) -> ImportResult | None:
    """Record what a file tells under a mapping, or say what it would become."""
    mapping = load_mapping(map_)
    with open_registry(load_settings().database_url) as registry, import_progress_bar() as progress:
        truncate_write_log(registry)
        mapped = import_file(
            registry, path, mapping, dry_run=dry_run, author=author, progress=progress
        )
    if annotated is not None:
        write_annotated_copy(mapped, annotated)
        print_note(f"Wrote {annotated}: the file with what becomes of each row beside it.")
    if json:
        print_json(_plan_json(mapped))
    elif dry_run or mapped.error:
        _print_rows(mapped)
    if mapped.error is not None:
        if json:
            raise typer.Exit(exit_code(mapped.error))
        raise mapped.error
    if not json:
        for note in () if dry_run else mapped.plan.table.notes:
            print_note(note)
        _print_counts(mapped)
    return mapped.imported


def sniff(
    file: Annotated[Path, typer.Argument(help="A CSV, TSV, XLSX or ODS file.")],
    *,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a spreadsheet.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="The encoding of a text file, such as cp1252.")
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(help="What divides the columns of a text file.")
    ] = None,
    header: Annotated[
        list[int] | None, typer.Option(help="The header row; twice for two rows.", min=1)
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the mapping there, if nothing is.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Look at a file and write a first mapping for it, with what is unsure as comments.

    For example:

        answerable sniff targets.xlsx --out targets.toml
        answerable import targets.xlsx --map targets.toml --dry-run
    """
    if encoding is not None and encoding not in ENCODINGS:
        raise typer.BadParameter(f"one of {', '.join(ENCODINGS)}", param_hint="--encoding")
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0'):
        raise typer.BadParameter("one character, such as ;", param_hint="--delimiter")
    options = TableOptions(encoding, delimiter, sheet)
    sniffed = _sniff_file(file, options, tuple(sorted(set(header or ()))))
    if json:
        print_json(_sniffed_json(sniffed))
    elif out is None:
        print_line(sniffed.mapping.rstrip("\n"))
    elif out.exists():
        raise typer.BadParameter(f"{out} is there already", param_hint="--out")
    else:
        out.write_text(sniffed.mapping, encoding="utf-8")
        print_note(f"Wrote {out}. Look for “settle” in it, then try:")
        print_note(f"  answerable import {file} --map {out} --dry-run")


def _sniff_file(file: Path, options: TableOptions, header: tuple[int, ...]) -> SniffedFile:
    try:
        with open_registry(load_settings().database_url) as registry, registry.reading() as session:
            return sniff_file(file, session.connection, options=options, header=header)
    except Unavailable:
        print_note("No registry is at hand, so that no names of bodies or places are recognised.")
        return sniff_file(file, options=options, header=header)


def _print_rows(mapped: MappedImport) -> None:
    rows = [row for row in mapped.plan.rows if row.acts or row.left_out or row.known]
    for told in (*mapped.plan.notes, *mapped.plan.once.notes):
        print_note(told)
    print_table(("row", "becomes", "to know"), [_row_cells(row) for row in rows[:LISTED]])
    if len(rows) > LISTED:
        print_line(f"... and {len(rows) - LISTED:,} more rows; --json or --annotate show them all.")
    _print_readings(rows)
    print_line()


def _row_cells(row: RowPlan) -> tuple[str, str, str]:
    if row.left_out:
        return str(row.number), "left out", row.left_out
    made = [f"{act.KIND} {act.reference}" for act in row.acts]
    made += [f"{kind} {reference} (on record already)" for kind, reference in row.known]
    return str(row.number), "\n".join(made), "\n".join(row.notes)


def _print_readings(rows: Sequence[RowPlan]) -> None:
    """Print what was read beside the words of the cells, then the words that no field takes."""
    read = [
        (str(row.number), f"{one.kind}.{one.field}", one.words, one.value or "not read")
        for row in rows
        for one in row.readings
        if not one.is_plain
    ]
    unplaced = [(str(row.number), *pair) for row in rows for pair in row.unplaced]
    for headings, lines in (
        (("row", "field", "in the file", "read as"), read),
        (("row", "no field for column", "its words"), unplaced),
    ):
        if lines:
            print_line()
            print_table(headings, [tuple(map(shorten, line)) for line in lines[:LISTED]])
        if len(lines) > LISTED:
            print_line(f"... and {len(lines) - LISTED:,} more; --json or --annotate show them all.")


def _print_counts(mapped: MappedImport) -> None:
    imported, plan = mapped.imported, mapped.plan
    if imported is None:
        return
    print_table(
        ("kind", "new", "on record already"),
        [(kind.kind, f"{kind.new:,}", f"{kind.repeated:,}") for kind in imported.kinds],
        right=2,
    )
    print_line()
    for why, count in plan.rows_left_out.items():
        print_line(f"Left out {count:,} {'row' if count == 1 else 'rows'}: {why}.")
    told = sum(bool(row.notes) for row in plan.rows)
    if told and not imported.dry_run:
        print_line(f"{told:,} rows have something to know; --dry-run or --annotate show it.")
    verb = "Would record" if imported.dry_run else "Recorded"
    known = imported.repeated_acts + plan.recorded_before
    print_line(
        f"{verb} {imported.new_acts:,} new {'act' if imported.new_acts == 1 else 'acts'} from "
        f"{len(plan.rows):,} rows; {known:,} were on record already."
    )


def _plan_json(mapped: MappedImport) -> dict[str, Any]:
    plan, imported, error = mapped.plan, mapped.imported, mapped.error
    return {
        "recorded": imported is not None and not imported.dry_run,
        "new": imported.new_acts if imported else 0,
        "repeated": imported.repeated_acts if imported else 0,
        "known": plan.recorded_before,
        "leftOut": plan.rows_left_out,
        "kinds": [
            {"kind": kind.kind, "new": kind.new, "repeated": kind.repeated}
            for kind in (imported.kinds if imported else ())
        ],
        "notes": [*plan.notes, *plan.once.notes],
        "rows": [_row_json(row) for row in (plan.once, *plan.rows)],
        "problems": [problem.as_dict() for problem in error.problems] if error else [],
        "unlisted": error.unlisted if error else 0,
        "consequences": error.consequences if error else 0,
    }


def _row_json(row: RowPlan) -> dict[str, Any]:
    return {
        "row": row.number or None,
        "acts": [{"kind": act.KIND, "cells": act.cells()} for act in row.acts],
        "known": [{"kind": kind, "reference": reference} for kind, reference in row.known],
        "leftOut": row.left_out,
        "readings": [asdict(reading) for reading in row.readings],
        "unplaced": [{"column": column, "words": words} for column, words in row.unplaced],
        "notes": list(row.notes),
        "problems": [problem.as_dict() for problem in row.problems],
    }


def _sniffed_json(sniffed: SniffedFile) -> dict[str, Any]:
    table = sniffed.table
    return {
        "format": table.format,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "header": list(sniffed.header),
        "rows": len(table.rows),
        "columns": [
            {
                "heading": one.heading,
                "name": one.name,
                "looks": one.looks,
                "filled": one.filled,
                "unknown": list(one.unknown),
            }
            for one in sniffed.columns
        ],
        "notes": list(table.notes),
        "mapping": sniffed.mapping,
    }
