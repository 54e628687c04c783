"""The registry that is measured: synthetic, in SQLite, with one release of everything."""

from __future__ import annotations

import sys
from pathlib import Path

import registry
from ingest.packages import import_packages
from registry import Registry
from synth import SyntheticShape, write_package


def database(folder: Path) -> str:
    """The address of the registry in a folder."""
    return f"sqlite:///{folder / 'bench.sqlite'}"


def built(folder: Path, scale: float) -> None:
    """Build the registry in a folder, unless it is there."""
    done = folder / "built"
    if done.exists():
        return
    print(f"Building the registry at scale {scale:g}", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / "package"
    if not package.exists():
        write_package(package, SyntheticShape.at_scale(scale))
    registry.migrate(database(folder))
    opened = Registry.open(database(folder))
    import_packages(opened, [package])
    opened.close()
    done.touch()
