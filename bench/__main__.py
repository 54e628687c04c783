"""`python -m bench`: import and publish rates with peak memory, as a table and as JSON.

`python -m bench api` measures what questions cost instead, `python -m bench hostile` what requests
cost that mean harm, `python -m bench noise` what a stranger waits beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import api, hostile
from bench.measures import MEASURES
from bench.noise import measuring as noise
from synth import SyntheticShape, write_package

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure each step in a process of its own, in their order on one registry."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 150 areas, 6,000 targets")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--database-url", help="an empty database; SQLite by default")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as name:
        folder = Path(name)
        say(f"Writing the synthetic registry at scale {given.scale:g}")
        write_package(folder / "package", SyntheticShape.at_scale(given.scale))
        url = given.database_url or f"sqlite:///{folder / 'bench.sqlite'}"
        measured = [measure(step, folder, url) for step in MEASURES]
    figures = {
        "scale": given.scale,
        "database": url.partition(":")[0],
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "measures": measured,
    }
    show(measured)
    text = json.dumps(figures, indent=2)
    print(text)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    return 0


def measure(step: str, folder: Path, url: str) -> dict[str, Any]:
    """Run one step in a process of its own, so that its peak memory is its own too."""
    say(f"Measuring: {step}")
    command = [sys.executable, "-m", "bench.measures", step, str(folder), url]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return {"measure": step, **figures}


def show(measured: Sequence[dict[str, Any]]) -> None:
    """Print the table."""
    print(f"{'':16}{'rows':>12}{'seconds':>10}{'rows/s':>10}{'MB/s':>8}{'peak MB':>9}")
    for one in measured:
        print(
            f"{one['measure']:16}{one['rows']:>12,}{one['seconds']:>10.2f}"
            f"{one['rows_per_second']:>10,.0f}{one['mb_per_second']:>8.1f}{one['peak_mb']:>9.0f}"
        )


def say(text: str) -> None:
    """Say on stderr what goes on."""
    print(text, file=sys.stderr)


# What has arguments of its own, by the first word of the command line.
OTHERS = {"api": api.main, "hostile": hostile.main, "noise": noise.main}


if __name__ == "__main__":
    other = OTHERS.get(" ".join(sys.argv[1:2]))
    sys.exit(other(sys.argv[2:]) if other else main())
