"""``answerable verify``: the record proves itself, and so does whatever was published of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import DatabaseError

from cli.console import (
    print_error,
    print_json,
    print_line,
    print_note,
    progress_bar,
    strip_control_characters,
)
from cli.context import load_settings, open_registry
from cli.errors import INVALID, exit_code
from cli.verify_text import (
    citation_json,
    describe_citation,
    describe_release,
    release_json,
)
from registry import AnswerableError, Damaged
from registry import verifying as proving
from registry.checkpoints import read_key_history
from registry.ledger import read_position
from registry.signing import KEYS_FILE, KeyHistory, read_trusted_key, read_verifier

# A zip, a folder or an address is a release; only a file of some size at most can be a citation.
_CITATION_BYTES = 8 << 20


def verify(
    release: Annotated[
        str | None,
        typer.Argument(
            metavar="[RELEASE]",
            help="A release's folder, zip or address, or a file that `cite` wrote.",
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(help="The public key to trust: as `key show` prints it, or a file of it."),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(help="An older checkpoint or release that nothing may be lost from."),
    ] = None,
    vouched: Annotated[
        str | None,
        typer.Option(help="The key that began again after a loss, as its keeper told you."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Prove that the record, or a release of it, is what was recorded.

    Without RELEASE it checks the registry itself: the ledger's hashes and its tree, and the
    triggers that guard them; that the ledger extends every checkpoint in ANSWERABLE_DATA_DIR; then
    it replays the ledger into a scratch database and compares every
    table with the live one.

    With RELEASE it needs no registry and no network: files match the signed sums, rows match their
    entries, entries lead to the signed root. Only an address that you name is ever fetched.

    Ends with 1 and the place of the first difference otherwise.

    For example:

        answerable verify && echo "nothing was tampered with"
        answerable verify registry.zip --key registry.example.org+1a2b3c4d+AbC...
        answerable verify registry.zip --since last-year/registry.zip
        answerable verify exs-t1.json
    """
    if release is None:
        if key or since or vouched:
            raise typer.BadParameter("name a release to verify", param_hint="RELEASE")
        _verify_record(json=json)
        return
    with _report_failure("What was published does not prove itself.", json=json):
        _verify_release(release, key, since, vouched, json=json)


def _verify_release(
    release: str, key: str | None, since: Path | None, vouched: str | None, *, json: bool
) -> None:
    # The packages' stack takes half a second to load, which other commands need not wait for.
    from publish import proof  # noqa: PLC0415 - see above

    trusted, history = read_trusted_key(key) if key else (None, KeyHistory())
    try:
        history = history.add(read_key_history(load_settings()).notes)
    except ValueError as error:
        raise Damaged(KEYS_FILE, str(error)) from error
    history = history.vouch(trusted, read_verifier(vouched) if vouched else None)
    fetching = (
        proof.fetch_release(release) if proof.is_address(release) else nullcontext(Path(release))
    )
    with fetching as path:
        text = _verify_citation(path)
        if text is not None and proof.is_citation(text):
            cited = proof.check_citation(text, trusted, history)
            _print_proof(citation_json(cited), describe_citation(cited), json=json)
        else:
            checked = proof.check_release(path, trusted, since, history)
            _print_proof(release_json(checked), describe_release(checked), json=json)


def _verify_citation(path: Path) -> str | None:
    if not path.is_file() or path.stat().st_size > _CITATION_BYTES:
        return None
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeError:
        return None


def _print_proof(told: dict[str, Any], spoken: Iterator[str], *, json: bool) -> None:
    if json:
        print_json(told)
        return
    for line in map(strip_control_characters, spoken):
        # The limits are told by the way: whoever asked for the result gets only that.
        (print_line if line.startswith(("Verified", "Entry", "  ")) else print_note)(line)


def _verify_record(*, json: bool) -> None:
    now = load_settings()
    with (
        _report_failure("The record does not prove itself.", json=json),
        open_registry(now.database_url) as registry,
    ):
        with registry.reading() as session:
            entries = read_position(session.connection).number
        with progress_bar("Verifying") as shown:
            stages: set[str] = set()

            def progress(stage: str, steps: int) -> None:
                if stage not in stages:
                    stages.add(stage)
                    shown.restart_with(
                        f"Verifying: {stage}", None if stage == "compare" else entries
                    )
                shown.advance(steps)

            verified = proving.verify(registry, now, progress=progress)
    if json:
        print_json({"verified": True, **asdict(verified)})
    else:
        print_line(
            f"Verified: {verified.entries:,} entries lead to the root {verified.root}, "
            f"and to every one of {verified.rows:,} rows in {verified.tables} tables"
            f"{_describe_extended(verified.checkpoints)}."
        )


def _describe_extended(checkpoints: int) -> str:
    if not checkpoints:
        return ""
    word = "checkpoint" if checkpoints == 1 else "checkpoints"
    return f"; they extend {checkpoints:,} {word} of before"


@contextmanager
def _report_failure(what: str, *, json: bool) -> Iterator[None]:
    """Say in one sentence where the first difference is, or why nothing can be proven; end with 1.

    What cannot be reached ends with 4, as everywhere.
    """
    try:
        yield
    except Damaged as error:
        _print_failure(what, error.place, str(error), json=json)
        raise typer.Exit(INVALID) from error
    except AnswerableError as error:
        if not json:
            raise
        _print_failure(what, "", str(error), json=json)
        raise typer.Exit(exit_code(error)) from error
    except (DatabaseError, RecursionError, MemoryError) as error:
        why = (str(getattr(error, "orig", error)) or "not enough memory").splitlines()[0]
        _print_failure(what, "", f"it cannot be read: {why}", json=json)
        raise typer.Exit(INVALID) from error


def _print_failure(what: str, place: str, message: str, *, json: bool) -> None:
    if json:
        print_json({"verified": False, "place": place or None, "message": message})
    else:
        print_error(strip_control_characters(f"{what} {message}"))
