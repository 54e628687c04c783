"""``answerable key``: the key that signs checkpoints and releases."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cli.console import print_json, print_line, print_note
from cli.context import load_settings, open_registry
from cli.witness_notes import print_witness_problems
from registry.checkpoints import read_key_history, restart_key, revoke_key, rotate_key
from registry.signing import Signer, create_key, locate_key, make_log_origin, minisign, read_signer
from registry.vocabulary import read_day

Json = Annotated[bool, typer.Option("--json", help="Print the keys as JSON.")]


def make_key_app() -> typer.Typer:
    """Return the commands about the key."""
    app = typer.Typer(help="Make, rotate, revoke and show the key that signs releases.")
    app.command("new")(new)
    app.command("show")(show)
    app.command("rotate")(rotate)
    app.command("revoke")(revoke)
    app.command("history")(history)
    return app


def new(
    name: Annotated[
        str | None,
        typer.Option(help="What the log is called; its address without https:// by default."),
    ] = None,
    after_loss: Annotated[
        bool, typer.Option("--after-loss", help="Nobody has the key before: begin a new history.")
    ] = False,
    json: Json = False,
) -> None:
    """Make a key, once, and print the public half that others verify with.

    The secret half is written to `keys/signing.key` in ANSWERABLE_DATA_DIR, or to the file that
    ANSWERABLE_SIGNING_KEY names, readable by its owner only. Keep a copy in a safe place.

    For example:

        answerable key new --name registry.example.org/log
        answerable key new --after-loss
    """
    now = load_settings()
    path = locate_key(now)
    if after_loss:
        if name:
            raise typer.BadParameter("the log keeps its name", param_hint="--name")
        with open_registry(now.database_url) as registry:
            restart = restart_key(registry, now)
        print_note(
            f"The key begins at entry {restart.size:,}, the newest that "
            f"{restart.key.id.hex()} signed. Releases say so, and `verify` tells it as a break: "
            "vouch for the new key where people know you."
        )
        _print_key(read_signer(path), json=json)
        return
    signer = create_key(path, name or make_log_origin(now))
    print_note(f"The secret key is in {path}. Whoever has it can sign in the registry's name.")
    _print_key(signer, json=json)


def show(json: Json = False) -> None:
    """Print the public key: for checkpoints, and for minisign.

    For example:

        answerable key show
    """
    _print_key(read_signer(locate_key(load_settings())), json=json)


def rotate(json: Json = False) -> None:
    """Replace the key by a new one, which the old key names as its successor.

    Both keys sign a statement with the day and where the ledger stands. It lies beside the key and
    in every release from now on (`log.keys`), so that whoever trusts the old key can verify what
    the new one signs; what the old one signs beyond that entry does not count. The old secret is
    replaced: destroy its copies, and keep a copy of the new one.

    For example:

        answerable key rotate
        answerable publish
    """
    now = load_settings()
    with open_registry(now.database_url) as registry:
        rotation = rotate_key(registry, now)
    print_witness_problems(now)
    print_note(
        f"The key {rotation.key.id.hex()} named {rotation.new.id.hex()} its successor at entry "
        f"{rotation.size:,}. Destroy the copies of the old secret, and keep one of the new."
    )
    _print_key(read_signer(locate_key(now)), json=json)


def revoke(
    from_day: Annotated[
        str, typer.Option("--from", metavar="DAY", help="The first day that does not count.")
    ],
    reason: Annotated[str, typer.Option(help="Why, in a line that everybody reads.")],
    key: Annotated[
        str | None,
        typer.Argument(
            help="The key or its id; the one before the current key by default, or the current one."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Revoke a key: what it signed of entries from a day on is not trusted.

    The current key signs the revocation, which goes into every release from now on. Rotate first
    where the current key was stolen: a key that revoked itself signs nothing any more, and what it
    named as its successor does not count.

    For example:

        answerable key revoke --from 2026-11-30 --reason "The laptop was stolen"
    """
    try:
        day = date.fromisoformat(read_day(from_day))
    except ValueError as error:
        raise typer.BadParameter("give a day such as 2026-11-30", param_hint="--from") from error
    now = load_settings()
    with open_registry(now.database_url) as registry:
        revoked = revoke_key(registry, now, day, reason, key)
    if json:
        print_json(
            {"key": str(revoked.key), "fromDay": f"{day}", "reason": reason, "entry": revoked.size}
        )
    else:
        print_line(
            f"Revoked {revoked.key} from {day}: what it signed beyond entry {revoked.size:,} does "
            "not count."
        )


def history() -> None:
    """Print the current key, and the statements that lead to it from the keys before.

    The output is a file for `verify --key`: with it releases of earlier keys verify, too.

    For example:

        answerable key history > registry.keys
        answerable verify old-release.zip --key registry.keys
    """
    now = load_settings()
    current = read_signer(locate_key(now)).verifier
    print_line(read_key_history(now).format(current).removesuffix("\n"))


def _print_key(signer: Signer, *, json: bool) -> None:
    line = minisign.format_public_key(signer.verifier).splitlines()[1]
    if json:
        print_json({"verifier": str(signer.verifier), "minisign": line})
    else:
        print_line(f"{signer.verifier}")
        print_note(f"For minisign -P: {line}")
        print_note("Publish it where people can find it without the registry.")
