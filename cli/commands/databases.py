"""``answerable init | migrate | replay``: setting up databases and rebuilding them."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

import registry
from cli.console import print_json, print_line, print_note, progress_bar
from cli.context import hide_password, is_missing_file, load_settings, open_registry
from registry.ledger import read_position


def init() -> None:
    """Set up an empty registry.

    Creates the tables in the database that ANSWERABLE_DATABASE_URL names: without it, a SQLite
    file under ./data. A registry that is there already is left as it is.

    For example:

        answerable init
        ANSWERABLE_DATABASE_URL=postgresql://me@localhost/answerable answerable init
    """
    url = load_settings().database_url
    if is_current(url):
        print_line(f"{hide_password(url)} is set up already.")
        return
    registry.migrate(url)
    print_line(
        f"{hide_password(url)} is set up. Next: `answerable import PATH`, or `answerable demo`."
    )


def migrate() -> None:
    """Bring the database of an older version up to date.

    Nothing is lost and nothing recorded anew; take a copy first all the same.

    For example:

        answerable migrate
    """
    url = load_settings().database_url
    if is_current(url):
        print_line(f"{hide_password(url)} is up to date.")
        return
    registry.migrate(url)
    print_line(f"{hide_password(url)} was brought up to date.")


def replay(
    into: Annotated[str, typer.Option(help="The empty database: sqlite:///PATH or postgresql://…")],
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Rebuild the registry from its ledger in another, empty database.

    The same acts give the same tables: this is how a registry moves from SQLite to PostgreSQL
    or back, or is made anew when its tables were damaged but its ledger was not.

    For example:

        answerable replay --into postgresql://me@localhost/answerable
    """
    url = load_settings().database_url
    if not into.startswith(("sqlite:///", "postgresql://")):
        raise typer.BadParameter("give sqlite:///PATH or postgresql://…", param_hint="--into")
    if make_url(into) == make_url(url):
        raise typer.BadParameter("this is the registry itself", param_hint="--into")
    with open_registry(url) as source, source.reading() as reading:
        total = read_position(reading.connection).number
        registry.migrate(into)
        with (
            open_registry(into) as target,
            target.writing() as writing,
            progress_bar("Replaying", total=total) as b,
        ):
            count = registry.replay(reading, writing, progress=b.advance)
    if json:
        print_json({"entries": count, "into": hide_password(into)})
    else:
        print_line(f"Replayed {count:,} entries into {hide_password(into)}.")


def set_up(url: str) -> None:
    """Make sure that the database is one of this very version."""
    if not is_current(url):
        print_note(f"Setting up {hide_password(url)}")
        registry.migrate(url)


def is_current(url: str) -> bool:
    """Return whether the database is set up for this version; one that is not there is not."""
    if is_missing_file(url):
        return False
    try:
        return registry.is_current(url)
    except OperationalError as error:
        raise registry.Unavailable(
            f"{hide_password(url)} cannot be reached: {_first_line(error)}"
        ) from error


def _first_line(error: OperationalError) -> str:
    return str(error.orig).splitlines()[0]
