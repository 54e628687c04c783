"""`python -m bench.publishing`: writing and proving a release, beside other tools, in one run.

Every measure has a process of its own, so that its memory is its own too. The registry is synthetic
and is built once a scale; `--keep FOLDER` keeps it for the next run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.publishing.aims import reached
from bench.publishing.building import built
from bench.publishing.measures import EVERYTHING, OURS, PEERS

ROOT = Path(__file__).resolve().parent.parent.parent
Figures = dict[str, Any]


def main() -> int:
    """Measure everything at each scale, and print the figures as tables and as JSON."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as temporary:
        folder = given.keep or Path(temporary)
        runs = [
            _at(scale, folder / f"scale-{scale:g}", peers=not number)
            for number, scale in enumerate(given.scale)
        ]
    aims = list(reached(runs))
    print("\n\n".join(map(_table, runs)), end="\n\n")
    print("\n".join(f"- {says}" for says in aims), end="\n\n")
    text = json.dumps({"runs": runs, "aims": aims}, indent=1)
    print(text)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.publishing", description=__doc__)
    parser.add_argument(
        "--scale",
        type=float,
        nargs="+",
        default=[1.0],
        help="1 is 6,000 targets; the first is measured in full",
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the registries there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _at(scale: float, folder: Path, *, peers: bool) -> Figures:
    built(folder, scale)
    wanted = (*OURS, *EVERYTHING, *PEERS) if peers else OURS
    return {"scale": scale, "measures": [_measured(name, folder) for name in wanted]}


def _measured(name: str, folder: Path) -> Figures:
    print(f"Measuring: {name}", file=sys.stderr)
    command = [sys.executable, "-m", "bench.publishing.measures", name, str(folder)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return {"measure": name, **figures}


def _table(run: Figures) -> str:
    lines = [
        f"Scale {run['scale']:g}",
        "",
        "| measure | rows | seconds | CPU s | rows/s | peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join([*lines, *_rows(run["measures"])])


def _rows(measured: Iterable[Figures]) -> Iterable[str]:
    for one in measured:
        rate = one["rows"] / one["seconds"]
        yield (
            f"| {one['measure']} | {one['rows']:,} | {one['seconds']:.2f} | {one['cpu']:.2f} "
            f"| {rate:,.0f} | {one['peak_mb']:.0f} |"
        )


if __name__ == "__main__":
    sys.exit(main())
