"""``answerable verify``: the record proves itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cli.console import bar, complain, say, say_json
from cli.failing import INVALID
from cli.settling import opened, settings
from registry import Damaged
from registry import verifying as proving
from registry.ledger import position


def verify(
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Prove that the record is what was recorded.

    Checks the ledger's hashes and its tree, and the triggers that guard them; then replays the
    ledger into a scratch database and compares every table with the live one. Ends with 1 and the
    place of the first difference otherwise.

    For example:

        answerable verify && echo "nothing was tampered with"
    """
    with opened(settings().database_url) as registry:
        with registry.reading() as session:
            entries = position(session.connection).number
        with bar("Verifying") as shown:
            stages: set[str] = set()

            def progress(stage: str, steps: int) -> None:
                if stage not in stages:
                    stages.add(stage)
                    shown.restart(f"Verifying: {stage}", None if stage == "compare" else entries)
                shown.step(steps)

            try:
                verified = proving.verify(registry, progress=progress)
            except Damaged as error:
                if json:
                    say_json({"verified": False, "place": error.place, "message": str(error)})
                else:
                    complain(f"The record does not prove itself. {error}")
                raise typer.Exit(INVALID) from error
    if json:
        say_json({"verified": True, **asdict(verified)})
    else:
        say(
            f"Verified: {verified.entries:,} entries lead to the root {verified.root}, "
            f"and to every one of {verified.rows:,} rows in {verified.tables} tables."
        )
