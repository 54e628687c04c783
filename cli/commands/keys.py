"""``answerable key``: the key that signs checkpoints and releases."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.console import print_json, print_line, print_note
from cli.context import load_settings
from registry.signing import Signer, create_key, locate_key, make_log_origin, minisign, read_signer

Json = Annotated[bool, typer.Option("--json", help="Print the keys as JSON.")]


def make_key_app() -> typer.Typer:
    """Return the commands about the key."""
    app = typer.Typer(help="Make the key that signs releases, and show its public half.")
    app.command("new")(new)
    app.command("show")(show)
    return app


def new(
    name: Annotated[
        str | None,
        typer.Option(help="What the log is called; its address without https:// by default."),
    ] = None,
    json: Json = False,
) -> None:
    """Make a key, once, and print the public half that others verify with.

    The secret half is written to `keys/signing.key` in ANSWERABLE_DATA_DIR, or to the file that
    ANSWERABLE_SIGNING_KEY names, readable by its owner only. Keep a copy in a safe place.

    For example:

        answerable key new --name registry.example.org/log
    """
    now = load_settings()
    path = locate_key(now)
    signer = create_key(path, name or make_log_origin(now))
    print_note(f"The secret key is in {path}. Whoever has it can sign in the registry's name.")
    _print_key(signer, json=json)


def show(json: Json = False) -> None:
    """Print the public key: for checkpoints, and for minisign.

    For example:

        answerable key show
    """
    _print_key(read_signer(locate_key(load_settings())), json=json)


def _print_key(signer: Signer, *, json: bool) -> None:
    line = minisign.format_public_key(signer.verifier).splitlines()[1]
    if json:
        print_json({"verifier": str(signer.verifier), "minisign": line})
    else:
        print_line(f"{signer.verifier}")
        print_note(f"For minisign -P: {line}")
        print_note("Publish it where people can find it without the registry.")
