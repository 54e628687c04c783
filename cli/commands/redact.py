"""``answerable redact``: words are taken off the record, visibly."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.authors import read_author
from cli.commands.redact_check import check_words
from cli.console import print_json, print_line, print_note
from cli.context import load_settings, open_registry
from registry import Author, Role, make_redaction, record
from registry.acts import Redacted
from registry.recording import PATIENCE, RecordResult, erase_redacted_words


def redact(  # noqa: PLR0913 - each option of the command is an argument
    entry: Annotated[
        int | None, typer.Argument(help="The number of the entry that holds the words.")
    ] = None,
    *,
    fields: Annotated[
        str | None, typer.Option(help="The fields to take off, divided by spaces: 'title text'.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why; this is published.")] = None,
    source: Annotated[
        str | None, typer.Option(help="The reference of the document that asks for it.")
    ] = None,
    actor: Annotated[
        str | None, typer.Option(help="The partner that records, by its reference.")
    ] = None,
    role: Annotated[
        Role | None, typer.Option(help="The role in which it records; PARTNER by default.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Search everywhere for the words on standard input."),
    ] = False,
    also: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="PLACE", help="With --check: search this place as well."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Take words off the record for good. That they stood there stays visible.

    What the entry recorded, and the salt that proves it, are dropped; the rest of the act stays,
    with `[redacted]` in these fields. Every proof holds, and the next release lists it. This
    cannot be undone, and does not reach copies that others have. Where somebody reads SQLite's
    file for too long, the words are still in it, and where a table of PostgreSQL cannot be
    analysed, they are still in its statistics: that ends with 5. Run it again then.

    With --check it takes nothing off. It reads words from standard input, one phrase per line, and
    searches the database, its files, the data folder, what was delivered, and each --in (a folder,
    a file, s3://BUCKET/PREFIX or ckan+https://PORTAL). It ends with 0 where they stand nowhere,
    with 6 where they stand somewhere, with 5 where a place could not be searched.

    For example:

        answerable redact 1234 --fields text --reason "names a child" --source LETTER-2026
        answerable redact --check --in /var/log/answerable < words.txt
    """
    if check:
        if entry is not None or fields or reason or source:
            raise typer.BadParameter("it searches and redacts nothing", param_hint="--check")
        check_words(also or (), json=json)
        return
    if also:
        raise typer.BadParameter("it goes with --check only", param_hint="--in")
    if entry is None or not (fields and reason and source):
        needed = "a redaction needs ENTRY, --fields, --reason and --source"
        raise typer.BadParameter(needed, param_hint="redact")
    _redact_entry(entry, fields, reason, source, read_author(actor, role), yes=yes, json=json)


def _redact_entry(
    entry: int, fields: str, reason: str, source: str, author: Author, *, yes: bool, json: bool
) -> None:
    if not yes and sys.stdin.isatty():
        typer.confirm(f"Take {fields} of entry {entry} off the record for good?", abort=True)
    with open_registry(load_settings().database_url) as registry:
        with registry.writing() as session:
            act = make_redaction(
                session.connection, entry, fields=fields, reason=reason, source=source
            )
            recorded = record(session, [act], author=author)
        _print_result(entry, act, recorded, json=json)
        erase_redacted_words(registry, PATIENCE)


def _print_result(entry: int, act: Redacted, recorded: RecordResult, *, json: bool) -> None:
    by = recorded.entries[0]
    if json:
        told = {"redacted": entry, "by": by, "kind": act.kind, "record": act.record}
        print_json({**told, "fields": act.fields.split(), "new": not recorded.repeated})
        return
    print_line(f"Entry {by} took {act.fields} off {act.kind} {act.record} (entry {entry}).")
    print_note("Run `answerable publish`: it withdraws the releases that hold the words.")
