"""``answerable synth``: a registry of any size to measure with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.console import print_line, progress_bar
from synth import SyntheticShape, write_package


def synth(
    to: Annotated[Path, typer.Option(help="The folder for the package; it must be empty.")],
    scale: Annotated[
        float,
        typer.Option(min=0.001, max=1000, help="1 is 150 areas, 6,000 targets, 9,000 proposals."),
    ] = 1.0,
) -> None:
    """Write a synthetic registry as an import package.

    Always the same for the same scale. Every record in it says that it is SYNTHETIC; none can be
    mixed up with real or fictional ones.

    For example:

        answerable synth --scale 0.1 --to /tmp/synthetic && answerable import /tmp/synthetic
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise typer.BadParameter(f"{to} is not an empty folder", param_hint="--to")
    with progress_bar("Writing", counted=False) as shown:
        rows = write_package(
            to,
            SyntheticShape.at_scale(scale),
            progress=lambda kind: shown.show_progress(0, None, kind),
        )
    print_line(f"Wrote {rows:,} rows to {to}. Next: `answerable import {to}`.")
