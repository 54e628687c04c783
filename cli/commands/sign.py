"""``answerable sign``: the checkpoint that the log serves, signed where the key is."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from threading import Event, Thread
from typing import Annotated

import typer

from cli.console import print_error, print_json, print_line
from cli.context import load_settings, open_registry
from cli.witness_notes import print_witness_problems
from registry import AnswerableError, Settings, Unavailable
from registry.checkpoints import can_sign, sign_now
from registry.signing import Checkpoint
from registry.signing.strict_base64 import encode_base64

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_PERIOD = re.compile(r"([1-9][0-9]{0,5})([smh])", re.ASCII)
_IN_DEMO = 60


def sign(
    every: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="Sign again and again: every 60s, 5m or 1h."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the checkpoint as JSON.")] = False,
) -> None:
    """Sign where the ledger stands, for `/log/checkpoint`.

    Run it where the secret key is: what serves the registry needs none. `import` and `publish` sign
    as well. Nothing is signed unless the ledger extends every checkpoint that was signed before;
    otherwise it says which, and ends with 3.

    For example:

        answerable sign
        answerable sign --every 60s
    """
    now = load_settings()
    seconds = None if every is None else _parse_period(every)
    _print_checkpoint(_sign(now), json=json)
    told = print_witness_problems(now)
    if seconds is not None:
        # Ctrl-C is how it ends: nothing to complain about.
        with suppress(KeyboardInterrupt):
            _keep_signing(now, seconds, Event(), told)


def sign_after_recording(now: Settings) -> None:
    """Sign where the ledger stands, if this process can read the key."""
    if can_sign(now):
        _sign(now)
        print_witness_problems(now)


def sign_in_background(now: Settings) -> Event:
    """Sign every minute until the event is set, if this process can read the key."""
    stop = Event()
    if can_sign(now):
        Thread(target=_report_refusal, args=(now, stop), daemon=True).start()
    return stop


def _report_refusal(now: Settings, stop: Event) -> None:
    try:
        _keep_signing(now, _IN_DEMO, stop)
    except AnswerableError as error:
        print_error(str(error))


def _keep_signing(now: Settings, seconds: int, stop: Event, told: Collection[str] = ()) -> None:
    """Sign again and again; what is ``told`` of witnesses already is not told every time."""
    while not stop.wait(seconds):
        try:
            _sign(now)
            told = print_witness_problems(now, told)
        except Unavailable as error:
            # A database that is locked or restarted is there again the next time.
            print_error(str(error))


def _sign(now: Settings) -> Checkpoint:
    with open_registry(now.database_url) as registry:
        return sign_now(registry, now)


def _print_checkpoint(checkpoint: Checkpoint, *, json: bool) -> None:
    if json:
        root = encode_base64(checkpoint.root)
        print_json({"origin": checkpoint.origin, "size": checkpoint.size, "root": root})
    else:
        print_line(f"Signed {checkpoint.size:,} entries of {checkpoint.origin}.")


def _parse_period(text: str) -> int:
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise typer.BadParameter("give a period such as 60s, 5m or 1h", param_hint="--every")
    return int(found[1]) * _SECONDS[found[2]]
