"""`python -m bench hostile`: the CPU that each kind of hostile request costs the server.

The tests send the same requests and count their work; here their time is taken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import registry
import web
from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from tests.web.hostile import Attack, attacks, posted, send_attack
from web.application import App
from web.server import prepare_process

# A request that takes longer is measured again, as one that was never seen, and the least counts:
# a neighbour who takes the processor's caches makes the same work take three times as long.
LONG = 0.1
AGAIN = 3


@contextmanager
def serve(folder: Path) -> Iterator[App]:
    """Give an application that serves the sample records."""
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'bench.sqlite'}")
    registry.migrate(settings.database_url)
    opened = Registry.open(settings.database_url)
    import_packages(opened, sample_packages())
    opened.close()
    app = web.app(settings)
    prepare_process()
    yield app
    app.service.close()
    app.state.site.registry.close()


async def measure(app: App, seed: int, count: int) -> dict[str, list[float]]:
    """Return the seconds of CPU of all requests, by their kinds."""
    await send_attack(app, posted("first", "{ __typename }"))
    seconds: dict[str, list[float]] = defaultdict(list)
    for attack in attacks(seed, count):
        least = await time_request(app, attack)
        for again in range(AGAIN):
            if least > LONG:
                least = min(least, await time_request(app, change_comment(attack, again + 1)))
        seconds[attack.kind].append(least)
    return seconds


async def time_request(app: App, attack: Attack) -> float:
    """Return the seconds of CPU that one request takes."""
    begun = process_time()
    await send_attack(app, attack)
    return process_time() - begun


def change_comment(attack: Attack, times: int) -> Attack:
    """Return the same request with another comment: neither plan nor answer is cached for it."""
    parts = tuple(part.replace(b" # 0.", b" # %d." % times) for part in attack.parts)
    address = attack.address.replace(b"+%23+0.", b"+%%23+%d." % times)
    return replace(attack, parts=(*parts, b" " * times), address=address)


def figures_of(seconds: dict[str, list[float]]) -> list[dict[str, Any]]:
    """Return one row for each kind, the slowest first."""
    rows = [
        {
            "kind": kind,
            "requests": len(each),
            "median_ms": round(median(each) * 1000, 2),
            "worst_ms": round(max(each) * 1000, 2),
        }
        for kind, each in seconds.items()
    ]
    return sorted(rows, key=lambda row: -float(row["worst_ms"]))


def show(rows: list[dict[str, Any]]) -> None:
    """Print the table."""
    print(f"{'':32}{'requests':>9}{'median_ms':>11}{'worst_ms':>10}")
    for row in rows:
        numbers = f"{row['requests']:>9,}{row['median_ms']:>11.2f}{row['worst_ms']:>10.2f}"
        print(f"{row['kind']:32}{numbers}")


def main(words: list[str]) -> int:
    """Send the requests one after the other to a server of the sample records on SQLite."""
    parser = argparse.ArgumentParser(prog="python -m bench hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="how many requests")
    parser.add_argument("--seed", type=int, default=0, help="the same seed, the same requests")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    given = parser.parse_args(words)
    with (
        tempfile.TemporaryDirectory(prefix="answerable-bench-") as name,
        serve(Path(name)) as app,
    ):
        rows = figures_of(asyncio.run(measure(app, given.seed, given.count)))
    show(rows)
    figures = {"python": platform.python_version(), "seed": given.seed, "kinds": rows}
    text = json.dumps(figures, indent=2)
    print(text, file=sys.stderr)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    return 0
