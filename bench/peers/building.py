"""The same synthetic registry in both databases, as it is measured."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

import registry
from bench.peers.postgres import Cluster
from ingest.packages import import_packages
from registry import Registry
from synth import SyntheticShape, write_package

DATABASE = "answerable"


@dataclass(frozen=True, slots=True)
class Built:
    """A registry in both databases, and how many seconds each took to build."""

    sqlite: Path
    postgresql: str
    seconds: dict[str, float]


def build(folder: Path, scale: float, cluster: Cluster) -> Built:
    """The registry of a scale; one that the folder holds already is used as it stands."""
    told = folder / "built.json"
    file = folder / f"{DATABASE}.sqlite"
    url = cluster.url(DATABASE)
    if told.exists():
        return Built(file, url, json.loads(told.read_text()))
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as name:
        write_package(Path(name), SyntheticShape.at_scale(scale))
        seconds = {"sqlite": fill(f"sqlite:///{file}", Path(name))}
        with closing(sqlite3.connect(file)) as embedded:
            embedded.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
            server.execute(f"CREATE DATABASE {DATABASE}")
        seconds["postgresql"] = fill(url, Path(name))
        # What autovacuum would have done by the time that anybody asks.
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("VACUUM ANALYZE")
    told.write_text(json.dumps(seconds))
    return Built(file, url, seconds)


def fill(url: str, package: Path) -> float:
    """Migrate a database and import a package; return the seconds that this took."""
    print(f"Building the registry in {url.partition(':')[0]}", file=sys.stderr)
    begun = time.perf_counter()
    registry.migrate(url)
    opened = Registry.open(url)
    import_packages(opened, [package])
    opened.close()
    return round(time.perf_counter() - begun, 1)
