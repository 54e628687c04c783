"""``answerable tiles``: the log as files that any host can serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.console import print_json, print_line
from cli.context import load_settings, open_registry
from cli.witness_notes import print_witness_problems


def tiles(
    to: Annotated[Path, typer.Option(help="The folder that the host serves.")],
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Write the log as static files: its tree and entries in tiles, and the signed checkpoint.

    Only what is new is written, the checkpoint last. The files are those of c2sp.org/tlog-tiles:
    whoever fetches them can work out every proof without asking this registry anything.

    For example:

        answerable tiles --to /srv/log
    """
    now = load_settings()
    # The packages' stack takes half a second to load, which other commands need not wait for.
    import publish  # noqa: PLC0415 - see above

    with open_registry(now.database_url) as registry:
        done = publish.write_tiles(registry, now, to)
    print_witness_problems(now)
    if json:
        print_json({"folder": str(done.folder), "entries": done.size, "written": done.written})
    else:
        print_line(f"{done.folder} tells of {done.size:,} entries; {done.written:,} tiles are new.")
