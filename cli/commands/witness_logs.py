"""``answerable witness``: a witness of our own, which cosigns the checkpoints of others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.serve import Host, Port, read_listen_settings, run_app
from cli.console import print_json, print_line, print_note, print_table
from cli.context import load_settings
from cli.logs import make_access_log
from registry import InvalidInput, Problem
from registry.signing import Verifier
from registry.witnessing import KnownLog, Witness

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
LogKey = Annotated[
    str, typer.Argument(metavar="VKEY", help="The key of the log, as `key show` prints it.")
]


def key(
    name: Annotated[
        str | None,
        typer.Option(help="What the witness is called; its address without https:// by default."),
    ] = None,
    json: Json = False,
) -> None:
    """Print the key of our witness, which is made the first time.

    The secret half is in `witness/witness.key` of ANSWERABLE_DATA_DIR. What the witness has
    cosigned lies beside it, in `state.sqlite`: whoever restores an older copy of it, or loses it,
    has to make a new key under a new name.

    For example:

        answerable witness key --name council.example/witness
    """
    witness = Witness.open(load_settings(), name)
    if json:
        print_json({"verifier": str(witness.key)})
    else:
        print_line(str(witness.key))


def serve(host: Host = None, port: Port = None) -> None:
    """Cosign the checkpoints of the logs that we know, over HTTP (c2sp.org/tlog-witness).

    It answers POST /add-checkpoint. Nothing of the registry is read, and it need not be there.

    For example:

        answerable witness add-log registry.example/log+1a2b3c4d+AbC...
        answerable witness serve --port 8100
    """
    now = read_listen_settings(host, port)
    witness = Witness.open(now)
    # The web stack takes a second to load, which other commands need not wait for.
    from web.witness_app import make_witness_app as make_app  # noqa: PLC0415 - see above

    def announce(base: str) -> None:
        print_line(f"The witness {witness.key.name} is at {base}/")
        print_note(f"Its key is {witness.key}")
        print_note("Stop it with Ctrl-C.")

    run_app(make_app(now, witness, make_access_log(now.log_level)), now, announce)


def add_log(log: LogKey) -> None:
    """Cosign the checkpoints of a log from now on.

    A log that rotated its key is added once more, with the new key.

    For example:

        answerable witness add-log registry.example/log+1a2b3c4d+AbC...
    """
    read = _read_log_key(log)
    with Witness.open(load_settings()).state.writing() as memory:
        memory.add_key(read)
    print_line(f"Checkpoints of {read.name} are cosigned from now on.")


def remove_log(log: LogKey) -> None:
    """Cosign nothing any more that a key signs; what was cosigned of its log is remembered.

    For example:

        answerable witness remove-log registry.example/log+1a2b3c4d+AbC...
    """
    read = _read_log_key(log)
    with Witness.open(load_settings()).state.writing() as memory:
        known = memory.remove_key(read)
    if not known:
        problem = Problem("the witness does not know this key", "See `witness logs`", value=log)
        raise InvalidInput([problem])
    print_line(f"Nothing that {read} signs is cosigned any more.")


def logs(json: Json = False) -> None:
    """List the logs that our witness knows, how far it cosigned each, and what conflicted.

    For example:

        answerable witness logs --json | jq '.[].conflicts'
    """
    with Witness.open(load_settings()).state.reading() as memory:
        known = memory.list_logs()
    if json:
        print_json([_log_json(one) for one in known])
        return
    rows = [
        (one.origin, f"{one.newest.size if one.newest else 0:,}", f"{len(one.conflicts):,}")
        for one in known
    ]
    print_table(("log", "cosigned up to", "conflicts"), rows, right=2)


def _read_log_key(text: str) -> Verifier:
    given = Path(text)
    try:
        return Verifier.read((given.read_text() if given.is_file() else text).strip())
    except (OSError, ValueError) as error:
        remedy = "Give the key as `key show` prints it (name+id+key)"
        raise InvalidInput([Problem(f"it is no key of a log: {error}", remedy)]) from error


def _log_json(log: KnownLog) -> dict[str, Any]:
    return {
        "origin": log.origin,
        "keys": [str(key) for key in log.keys],
        "cosigned": log.newest.size if log.newest else 0,
        "checkpoint": log.newest.checkpoint if log.newest else None,
        "conflicts": [one.checkpoint for one in log.conflicts],
    }
