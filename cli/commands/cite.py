"""``answerable cite``: how to refer to what was on record, with a file that proves it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.console import print_json, print_line, print_note
from cli.context import load_settings, open_registry
from cli.witness_notes import print_witness_problems
from registry.vocabulary import read_day, today


def cite(
    target: Annotated[
        str, typer.Argument(help="A target's reference, KIND/REFERENCE, or a permanent address.")
    ],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day, YYYY-MM-DD; today by default.")
    ] = None,
    proof: Annotated[
        Path | None, typer.Option(help="Write the file that `answerable verify` checks.")
    ] = None,
    tlog_proofs: Annotated[
        Path | None,
        typer.Option(help="Write a proof of each entry (c2sp.org/tlog-proof) into this folder."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print all of it, and the proof, as JSON.")
    ] = False,
) -> None:
    """Cite what was on record: as a sentence, as BibTeX and as CSL-JSON.

    The proof holds the entries that recorded the target, and who answered for it on the day, their
    places in the ledger, and its signed checkpoint. It needs neither this registry nor a release.

    For example:

        answerable cite EXS-T1 --on 2007-05-01
        answerable cite EXS-T1 --on 2007-05-01 --proof exs-t1.json
        answerable cite EXS-T1 --on 2007-05-01 --tlog-proofs exs-t1/
    """
    day = on or today()
    try:
        read_day(day)
    except ValueError as error:
        raise typer.BadParameter("give a day, such as 2007-05-01", param_hint="--on") from error
    now = load_settings()
    # The packages' stack takes half a second to load, which other commands need not wait for.
    import publish  # noqa: PLC0415 - see above

    with open_registry(now.database_url) as registry:
        cited = publish.cite(registry, now, target, day)
    print_witness_problems(now)
    if proof:
        proof.write_text(cited.proof, encoding="utf-8")
        print_note(f"The proof is in {proof}; `answerable verify {proof}` checks it.")
    if tlog_proofs:
        _write_tlog_proofs(cited.proof, tlog_proofs)
    csl = publish.as_csl(cited)
    if json:
        print_json(publish.as_json(cited))
        return
    for part in (publish.as_text(cited), "", publish.as_bibtex(cited), ""):
        print_line(part)
    print_json(csl)


def _write_tlog_proofs(citation: str, folder: Path) -> None:
    from publish import proof  # noqa: PLC0415 - as above

    folder.mkdir(parents=True, exist_ok=True)
    for number, text in proof.make_tlog_proofs(citation).items():
        path = folder / f"entry-{number}{proof.SUFFIX}"
        path.write_text(text, encoding="utf-8")
        print_note(f"The proof of entry {number} is in {path}; `verify` checks it with --key.")
