"""``answerable template``: what an import file looks like."""

from __future__ import annotations

from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated

import typer

from cli.console import say, say_json, say_table
from ingest.packages import ImportForm, form_of, import_forms


def _kinds(incomplete: str) -> list[str]:
    return [form.kind for form in import_forms() if form.kind.startswith(incomplete)]


def template(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND", help="The kind of act; without it, all kinds.", autocompletion=_kinds
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
        _all(json=json)
        return
    form = _form(kind)
    if json:
        say_json(_told(form))
    elif describe:
        _describe(form)
    else:
        say(form.header)


def _form(kind: str) -> ImportForm:
    kinds = _kinds("")
    if kind not in kinds:
        near = get_close_matches(kind, kinds, 1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise typer.BadParameter(
            f"there is no kind {kind}.{meant} `answerable template` lists them all",
            param_hint="KIND",
        )
    return form_of(kind)


def _all(*, json: bool) -> None:
    if json:
        say_json([_told(form) for form in import_forms()])
    else:
        say_table(("kind", "one row says"), [(form.kind, form.says) for form in import_forms()])


def _describe(form: ImportForm) -> None:
    say(form.says)
    for column in form.columns:
        say()
        say(f"{column.name}{' (required)' if column.required else ''}")
        say(f"  {column.meaning}.")
        say(f"  {column.how}.")


def _told(form: ImportForm) -> dict[str, object]:
    return {
        "kind": form.kind,
        "says": form.says,
        "columns": [asdict(column) for column in form.columns],
    }
