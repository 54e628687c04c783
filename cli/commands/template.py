"""``answerable template``: what an import file looks like."""

from __future__ import annotations

from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated

import typer

from cli.console import print_json, print_line, print_table
from ingest.packages import ImportForm, import_form_of, import_forms


def _complete_kinds(incomplete: str) -> list[str]:
    return [form.kind for form in import_forms() if form.kind.startswith(incomplete)]


def template(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help="The kind of act; without it, all kinds.",
            autocompletion=_complete_kinds,
        ),
    ] = None,
    describe: Annotated[
        bool, typer.Option("--describe", help="Say what each column means and how it is written.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
) -> None:
    """Print the header of an import file, or explain its columns.

    For example:

        answerable template
        answerable template targets > targets.csv
        answerable template targets --describe
    """
    if kind is None:
        _list_forms(json=json)
        return
    form = _find_form(kind)
    if json:
        print_json(_form_json(form))
    elif describe:
        _print_columns(form)
    else:
        print_line(form.header)


def _find_form(kind: str) -> ImportForm:
    kinds = _complete_kinds("")
    if kind not in kinds:
        near = get_close_matches(kind, kinds, 1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise typer.BadParameter(
            f"there is no kind {kind}.{meant} `answerable template` lists them all",
            param_hint="KIND",
        )
    return import_form_of(kind)


def _list_forms(*, json: bool) -> None:
    if json:
        print_json([_form_json(form) for form in import_forms()])
    else:
        print_table(("kind", "one row says"), [(form.kind, form.says) for form in import_forms()])


def _print_columns(form: ImportForm) -> None:
    print_line(form.says)
    for column in form.columns:
        print_line()
        print_line(f"{column.name}{' (required)' if column.required else ''}")
        print_line(f"  {column.meaning}.")
        print_line(f"  {column.how}.")


def _form_json(form: ImportForm) -> dict[str, object]:
    return {
        "kind": form.kind,
        "says": form.says,
        "columns": [asdict(column) for column in form.columns],
    }
