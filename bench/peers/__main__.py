"""`python -m bench.peers`: Answerable's API beside what people would use instead, in one run.

All answer the same questions from the same records, and their answers are compared before anything
is timed. `make bench-api` installs what is needed first.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.peers import tables
from bench.peers.aims import aims
from bench.peers.bare import bare_sql, write_answers
from bench.peers.building import build
from bench.peers.machine import versions
from bench.peers.measuring import Measurement, Plan, by_place
from bench.peers.peers import Peer, peers
from bench.peers.postgres import running as postgres_running
from bench.peers.processes import Cores, megabytes
from bench.peers.questions import Question, subjects
from bench.peers.running import running
from synth import SyntheticShape


def main() -> int:
    """Measure at each scale, print the tables and the aims, and write the figures."""
    given = _given()
    # Whoever ends the measurement ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    plan = Plan(
        seconds=given.seconds,
        warm=given.warm,
        rounds=given.rounds,
        connections=tuple(sorted(given.connections)),
        questions=tuple(Question(name) for name in given.questions),
    )
    with _folder(given.keep) as folder:
        scales = [measure(scale, folder, plan, _chosen(given.only)) for scale in given.scale]
    found = aims(scales)
    figures = {
        "machine": versions(),
        "seconds": plan.seconds,
        "connections": plan.connections,
        "rounds": plan.rounds,
        "scales": scales,
        "aims": [aim.told() for aim in found],
    }
    for one in scales:
        print("\n".join(tables.scale_table(one)), end="\n\n")
    print("\n".join(tables.aims_table(found)))
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def measure(scale: float, folder: Path, plan: Plan, chosen: list[Peer]) -> dict[str, Any]:
    """The figures of one scale."""
    home = folder / f"scale-{scale:g}"
    home.mkdir(exist_ok=True)
    cores = Cores.of_this_machine()
    about = {question: subjects(question, SyntheticShape.at_scale(scale)) for question in Question}
    with (
        postgres_running(home / "postgres", cores.others) as cluster,
        tempfile.TemporaryDirectory(prefix="answerable-bench-") as name,
    ):
        built = build(home, scale, cluster)
        scratch = Path(name)
        write_answers(built, scale, scratch / "constant")
        with running(chosen, built, scratch, cores) as servers:
            cells = Measurement(servers, cluster, cores, about, scratch).run(plan)
            memory = {s.peer.key: round(megabytes(s.process), 1) for s in servers}
            memory["PostgreSQL"] = round(megabytes(cluster.process), 1)
        bare = {q.value: round(ms, 3) for q, ms in bare_sql(built, scale).items()}
    measured = [cell.figures() for cell in cells]
    places = by_place(measured)
    for one in measured:
        times = tables.ratio(places, one["peer"], one["question"], one["connections"])
        one["times_slower"] = times
    return {
        "scale": scale,
        "built_seconds": built.seconds,
        "titles": {peer.key: peer.title for peer in chosen},
        "bare_sql_ms": bare,
        "memory_mb": memory,
        "measured": measured,
    }


def _given() -> argparse.Namespace:
    known = ", ".join(peer.key for peer in peers())
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument(
        "--scale", type=float, nargs="+", default=[1.0], help="1 is 150 areas; several: 1 10"
    )
    parser.add_argument("--seconds", type=int, default=5, help="how long each run of wrk takes")
    parser.add_argument(
        "--warm", type=int, default=5, help="how long each is warmed up, in seconds"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often everybody is asked")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument(
        "--questions", nargs="+", choices=[q.value for q in Question], default=["Q1", "Q2", "Q3"]
    )
    parser.add_argument("--only", nargs="+", metavar="PEER", help=f"some of: {known}")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the registries for next time"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    given = parser.parse_args()
    unknown = set(given.only or ()) - {peer.key for peer in peers()}
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {known}")
    return given


def _chosen(only: list[str] | None) -> list[Peer]:
    return [peer for peer in peers() if only is None or peer.key in only]


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as name:
        # PostgreSQL may have to run as somebody else, whose files stand in here.
        Path(name).chmod(0o755)
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
