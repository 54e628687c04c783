"""``answerable verify``: the record proves itself, and so does whatever was published of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    checkpoint_json,
    citation_json,
    describe_checkpoint,
    describe_citation,
    describe_release,
    release_json,
)
from registry import AnswerableError, Damaged, InvalidInput, Problem, Settings
from registry import verifying as proving
from registry.checkpoints import read_key_history, read_log_key, read_newest_checkpoint
from registry.ledger import read_position
from registry.signing import (
    KEYS_FILE,
    KeyHistory,
    TrustPolicy,
    Verifier,
    read_checkpoint,
    read_policy,
    read_trusted_key,
    read_verifier,
)

if TYPE_CHECKING:
    from publish.proof import CheckpointProof, KeyTrust

# A zip, a folder or an address is a release; only a file of some size at most can be a citation.
_CITATION_BYTES = 8 << 20


def verify(
    release: Annotated[
        str | None,
        typer.Argument(
            metavar="[RELEASE]",
            help="A release's folder, zip or address, a file that `cite` wrote, or a checkpoint.",
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
    policy: Annotated[
        Path | None,
        typer.Option(help="A policy (c2sp.org/tlog-policy): which witnesses have to cosign."),
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

    With --policy the checkpoint counts only if a log of the policy signed it and its quorum
    cosigned it; without RELEASE that is the newest one that the registry signed.

    Ends with 1 and the place of the first difference otherwise.

    For example:

        answerable verify && echo "nothing was tampered with"
        answerable verify registry.zip --key registry.example.org+1a2b3c4d+AbC...
        answerable verify registry.zip --since last-year/registry.zip
        answerable verify exs-t1.json
        answerable verify registry.zip --policy councils.policy
    """
    asked = _Asked(key, since, vouched, policy)
    if release is None:
        if key or since or vouched:
            raise typer.BadParameter("name a release to verify", param_hint="RELEASE")
        _verify_record(asked, json=json)
        return
    with _report_failure("What was published does not prove itself.", json=json):
        _verify_release(release, asked, json=json)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options of a run: what to trust, and what to compare with."""

    key: str | None
    since: Path | None
    vouched: str | None
    policy: Path | None

    def read_policy(self) -> TrustPolicy | None:
        return read_policy(self.policy) if self.policy else None


def _verify_release(release: str, asked: _Asked, *, json: bool) -> None:
    # The packages' stack takes half a second to load, which other commands need not wait for.
    from publish import proof  # noqa: PLC0415 - see above

    policy = asked.read_policy()
    trust = _read_trust(asked, policy)
    fetching = (
        proof.fetch_release(release) if proof.is_address(release) else nullcontext(Path(release))
    )
    with fetching as path:
        text = _read_small_file(path)
        if text is not None and proof.is_citation(text):
            cited = proof.check_citation(text, trust.key, trust.history, policy)
            _print_proof(citation_json(cited), describe_citation(cited), json=json)
        elif text is not None and proof.is_tlog_proof(text):
            proven = proof.check_tlog_proof(text, release, trust, policy)
            _print_proof(citation_json(proven), describe_citation(proven), json=json)
        elif text is not None and proof.is_checkpoint(text):
            if asked.since:
                remedy = "Verify the release of the whole registry --since it"
                raise InvalidInput([Problem("a checkpoint alone cannot tell", remedy)])
            found = proof.check_checkpoint_file(text, release, trust, policy)
            _print_proof(checkpoint_json(found), describe_checkpoint(found), json=json)
        else:
            checked = proof.check_release(path, trust.key, asked.since, trust.history, policy)
            _print_proof(release_json(checked), describe_release(checked), json=json)


def _read_trust(asked: _Asked, policy: TrustPolicy | None) -> KeyTrust:
    """Read the key to trust, and every statement about keys that is at hand."""
    from publish.proof import KeyTrust  # noqa: PLC0415 - as above

    trusted, history = read_trusted_key(asked.key) if asked.key else (None, KeyHistory())
    try:
        history = history.add(read_key_history(load_settings()).notes)
    except ValueError as error:
        raise Damaged(KEYS_FILE, str(error)) from error
    vouched = read_verifier(asked.vouched) if asked.vouched else None
    return KeyTrust(history.vouch(trusted, vouched, *(policy.logs if policy else ())), trusted)


def _read_small_file(path: Path) -> str | None:
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


def _verify_record(asked: _Asked, *, json: bool) -> None:
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
        newest = _verify_newest(now, asked)
    if json:
        told = {"newest": checkpoint_json(newest)} if newest else {}
        print_json({"verified": True, **asdict(verified), **told})
    else:
        print_line(
            f"Verified: {verified.entries:,} entries lead to the root {verified.root}, "
            f"and to every one of {verified.rows:,} rows in {verified.tables} tables"
            f"{_describe_extended(verified.checkpoints)}."
        )
        for line in describe_checkpoint(newest) if newest else ():
            print_line(line)


def _verify_newest(now: Settings, asked: _Asked) -> CheckpointProof | None:
    """Check the newest checkpoint that was signed against the policy, if there is one."""
    policy = asked.read_policy()
    if policy is None:
        return None
    from publish import proof  # noqa: PLC0415 - as above

    place, text, own = "log/checkpoint", read_newest_checkpoint(now), read_log_key(now)
    if text is None or own is None:
        raise Damaged(place, "nothing was signed yet, so that nobody cosigned it")
    trust, found = _read_trust(asked, policy), read_checkpoint(text)
    return proof.check_checkpoint(found, Verifier.read(own.strip()), trust, policy, place)


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
