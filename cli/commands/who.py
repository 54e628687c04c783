"""``answerable who``: who answers for a target, in the words of a person."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

import typer
from sqlalchemy import select

from cli.console import print_error, print_json, print_line
from cli.context import load_settings, open_registry
from cli.errors import INVALID
from cli.who_text import describe_answer
from registry import InvalidInput, Problem, Registry
from registry.models import TABLES
from registry.vocabulary import read_day, read_instant

QUERY = """
query Who($target: String!, $on: Date, $known: DateTime) {
  whoIsResponsible(target: {reference: $target}, asOf: $on, knownAt: $known) {
    asOf
    knownAt
    sourcesReach
    target { reference title uri until source { title standing } agreement { title area { name } } }
    lead { state stated from until says partner { name } partners { name } }
    accountable { name }
    answersTo { order duty withinDays partner { name } basis { number text } }
    complaints
    protocol { title version from until }
    pools {
      amount { amount }
      pool {
        title
        financialYear
        accountableBody { name }
        contributed { amount }
        contributions { from { name } stream amount { amount } terms }
      }
    }
    findings { kind says }
  }
}
"""
# More targets than this are not compared with a misspelt one.
COMPARED = 20_000


def who(
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="The target's reference, such as EXS-T1.")
    ],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day, YYYY-MM-DD; today by default.")
    ] = None,
    known: Annotated[
        str | None,
        typer.Option(metavar="INSTANT", help="As the register knew it then: 2026-01-31T10:00:00Z."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Say who answers for a target, under what terms, and with whose money.

    For example:

        answerable who EXS-T1
        answerable who EXS-T1 --on 2007-05-01
        answerable who EXS-T1 --known 2026-01-31T10:00:00Z --json
    """
    _check_times(on, known)
    now = load_settings()
    # Strawberry takes half a second to load, which other commands need not wait for.
    import schema  # noqa: PLC0415 - see above

    with open_registry(now.database_url) as registry:
        variables = {"target": target, "on": on, "known": known}
        answer = schema.execute(registry, now, schema.GraphQLRequest(QUERY, variables))
        found = _report_answer(answer)
        if found is None:
            _report_unknown(registry, target, known)
            raise typer.Exit(INVALID)
    if json:
        print_json(found)
    else:
        for line in describe_answer(found, known):
            print_line(line)


def _check_times(on: str | None, known: str | None) -> None:
    for option, value, read, form in (
        ("--on", on, read_day, "a day, such as 2007-05-01"),
        ("--known", known, read_instant, "an instant, such as 2026-01-31T10:00:00Z"),
    ):
        try:
            if value is not None:
                read(value)
        except ValueError as error:
            raise typer.BadParameter(f"give {form}", param_hint=option) from error


def _report_answer(answer: Any) -> dict[str, Any] | None:
    if answer.errors:
        raise InvalidInput(
            Problem(message=str(error["message"]), remedy="Mend the question")
            for error in answer.errors
        )
    found: dict[str, Any] | None = answer.data["whoIsResponsible"]
    return found


def _report_unknown(registry: Registry, target: str, known: str | None) -> None:
    when = f" as the register knew it at {known}" if known else ""
    print_error(f"There is no target {target} on record{when}.")
    table = TABLES["targets"]
    with registry.reading() as session:
        rows = session.connection.execute(
            select(table.c.reference, table.c.title).order_by(table.c.reference).limit(COMPARED)
        ).all()
    titles = {row.reference: row.title for row in rows}
    upper = {reference.upper(): reference for reference in titles}
    near = [upper[match] for match in get_close_matches(target.upper(), upper, 5)]
    near += [r for r, title in titles.items() if target.lower() in title.lower()][: 5 - len(near)]
    near = [reference for reference in near if reference != target]
    if near:
        print_error("Did you mean one of these?")
    for reference in dict.fromkeys(near):
        print_error(f"  {reference}  {titles[reference]}")
