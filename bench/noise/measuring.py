"""`python -m bench noise`: what a stranger waits while others do their worst within their rates.

A server as it is started, the same synthetic register in SQLite and in PostgreSQL, and every attack
of `bench/noise/attacks.py` at once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg

from bench.noise.strangers import listen
from bench.peers import postgres
from bench.peers.building import fill
from bench.peers.ports import free_port
from bench.peers.processes import Cores, cpu_seconds, megabytes
from synth import SyntheticShape, write_package

# Milliseconds that 99 of 100 strangers wait at the most.
AIMS = {"question": 250.0, "health": 100.0}
_PATIENCE = 60.0
# Attacks come from elsewhere: they take no time of the server's core.
CORES = Cores.of_this_machine()


def _on(cores: str) -> list[str]:
    return ["taskset", "-c", cores, sys.executable]


@contextmanager
def serve(folder: Path, url: str) -> Iterator[tuple[int, int]]:
    """Start the server on a database; give its port and its process."""
    port = free_port()
    told = {
        "ANSWERABLE_DATABASE_URL": url,
        "ANSWERABLE_DATA_DIR": str(folder),
        "ANSWERABLE_BASE_URL": "http://register.example",
        # Every address of loopback is a client here.
        "ANSWERABLE_RATE_LOOPBACK": "yes",
        "ANSWERABLE_LOG_LEVEL": "warning",
    }
    start = "import cli.app; cli.app.main()"
    command = [*_on(CORES.server), "-c", start, "serve", "--port", str(port)]
    with (folder / "server.log").open("a") as log:
        server = subprocess.Popen(command, env=os.environ | told, stdout=log, stderr=log)
    try:
        transport = httpx.HTTPTransport(retries=60)
        with httpx.Client(transport=transport, timeout=_PATIENCE) as client:
            client.get(f"http://127.0.0.1:{port}/-/ready").raise_for_status()
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(_PATIENCE)


@contextmanager
def sqlite(folder: Path, scale: float) -> Iterator[str]:
    """Give the address of the register in a file, which is made where there is none."""
    file = folder / "answerable.sqlite"
    if not file.exists():
        _build(f"sqlite:///{file}", scale)
    yield f"sqlite:///{file}"


@contextmanager
def postgresql(folder: Path, scale: float) -> Iterator[str]:
    """Give the address of the register in a PostgreSQL of its own."""
    with postgres.running(folder / "postgres", CORES.others) as cluster:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
            named = server.execute("SELECT 1 FROM pg_database WHERE datname = 'register'")
            if not (there := named.fetchone()):
                server.execute("CREATE DATABASE register")
        if not there:
            _build(cluster.url("register"), scale)
        yield cluster.url("register")


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


def _build(url: str, scale: float) -> None:
    with tempfile.TemporaryDirectory(prefix="answerable-noise-") as name:
        write_package(Path(name), SyntheticShape.at_scale(scale))
        fill(url, Path(name))
    if url.startswith("postgresql"):
        # What autovacuum would have done by the time that anybody asks.
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("VACUUM ANALYZE")


def measure(port: int, process: int, seconds: float, names: list[str]) -> Iterator[dict[str, Any]]:
    """Measure the server when nobody else asks, then under attack."""
    asyncio.run(listen(port, 2.0))
    yield {"phase": "quiet", **asyncio.run(listen(port, seconds))}
    attacks = ["-m", "bench.noise.attacks", str(port), str(seconds + 2)]
    command = [*_on(CORES.others), *attacks, *names]
    before = cpu_seconds(process)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as attacking:
        found = asyncio.run(listen(port, seconds))
        assert attacking.stdout is not None
        met = json.loads(attacking.stdout.read())
    used = round(cpu_seconds(process) - before, 1)
    figures = {"server_cpu_s": used, "server_mb": round(megabytes(process))}
    yield {"phase": "attacked", **found, **figures, "attacks": met}


def show(database: str, phases: list[dict[str, Any]]) -> None:
    """Print the tables of one database."""
    print(f"{database:12}{'':10}{'count':>7}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}")
    for phase in phases:
        for what, aim in AIMS.items():
            told = phase[what]
            numbers = "".join(f"{told[name]:>9,.1f}" for name in ("p50", "p99", "max"))
            reached = "" if told["p99"] < aim else f"   not below {aim:g}"
            print(f"{phase['phase']:12}{what:10}{told['count']:>7,}{numbers}{reached}")
    attacked = phases[-1]
    print(f"the server used {attacked['server_cpu_s']} s of CPU and {attacked['server_mb']} MB")
    for name, tally in attacked["attacks"].items():
        met = ", ".join(f"{what}: {number:,}" for what, number in sorted(tally.items()))
        print(f"  {name:12}{met}")


def main(words: list[str]) -> int:
    """Measure on both databases."""
    parser = argparse.ArgumentParser(prog="python -m bench noise", description=__doc__)
    parser.add_argument("--scale", type=float, default=0.2, help="1 is 150 areas, 6,000 targets")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each phase")
    parser.add_argument("--folder", type=Path, help="where the register is, for the next time")
    parser.add_argument("--database", choices=tuple(DATABASES), action="append")
    parser.add_argument("--attack", action="append", default=[], help="those alone, by name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    given = parser.parse_args(words)
    figures: dict[str, Any] = {"scale": given.scale, "cores": os.cpu_count()}
    figures["load"] = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="answerable-noise-") as name:
        folder = given.folder or Path(name)
        folder.mkdir(exist_ok=True, parents=True)
        folder.chmod(0o755)  # PostgreSQL runs as another user
        for database in given.database or DATABASES:
            with (
                DATABASES[database](folder, given.scale) as url,
                serve(folder, url) as (port, process),
            ):
                phases = list(measure(port, process, given.seconds, given.attack))
            show(database, phases)
            figures[database] = phases
    text = json.dumps(figures, indent=2)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    return 0
