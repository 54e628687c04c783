"""`python -m bench api`: the CPU that each question costs in this process and in the database."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

import registry
from bench.questions import QUESTIONS, Asked, never_asked
from ingest.packages import import_packages
from registry import Registry, Settings
from schema import GraphQLRequest, execute
from synth import SyntheticShape, write_package


@dataclass(frozen=True, slots=True)
class Asking:
    """A registry that is asked, and where the CPU of its database can be read."""

    registry: Registry
    settings: Settings

    def ask(self, query: str, variables: dict[str, Any]) -> bytes:
        """The answer, which has to be one."""
        answer = execute(self.registry, self.settings, GraphQLRequest(query, variables))
        assert not answer.errors, answer.errors
        return answer.body

    def database_seconds(self) -> float:
        """The CPU that the processes of this machine's PostgreSQL have used for us; 0 on SQLite."""
        if self.registry.dialect == "sqlite":
            return 0.0
        with self.registry.reading() as session:
            process = session.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        told = Path(f"/proc/{process}/schedstat")
        return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def cpu(asking: Asking, times: int, ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of CPU of one request, here and in the database: the median of five rounds."""
    here, there = [], []
    for _ in range(5):
        database, process = asking.database_seconds(), time.process_time()
        for _ in range(times):
            ask()
        here.append((time.process_time() - process) / times * 1000)
        there.append((asking.database_seconds() - database) / times * 1000)
    return statistics.median(here), statistics.median(there)


def warm(asking: Asking, asked: Asked, times: int) -> tuple[float, float]:
    """A question that was asked before."""
    asking.ask(asked.query, asked.variables)
    return cpu(asking, times, lambda: asking.ask(asked.query, asked.variables))


def cold(asking: Asking, asked: Asked) -> tuple[float, float]:
    """What documents that were never asked before cost more than asked at once again."""
    here, there = [], []
    for document in never_asked(asked.query, 60):
        costs = []
        for _ in range(2):
            database, process = asking.database_seconds(), time.process_time()
            asking.ask(document, asked.variables)
            process = time.process_time() - process
            costs.append((process, asking.database_seconds() - database))
        (new, new_there), (again, again_there) = costs
        here.append((new - again) * 1000)
        there.append((new_there - again_there) * 1000)
    return statistics.median(here[10:]), statistics.median(there[10:])


def bare(asking: Asking, asked: Asked, times: int) -> tuple[float, float]:
    """The statements of a question alone, through the driver, on one open connection."""
    statements = _statements(asking, asked)
    with asking.registry.reading() as session:
        raw = session.connection.connection.driver_connection
        assert raw is not None

        def run() -> None:
            cursor = raw.cursor()
            for text, values in statements:
                cursor.execute(text, values).fetchall()

        run()
        here, there = [], []
        for _ in range(5):
            process = time.process_time()
            for _ in range(times):
                run()
            here.append((time.process_time() - process) / times * 1000)
            there.append(0.0)
        return statistics.median(here), statistics.median(there)


def _statements(asking: Asking, asked: Asked) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
        if text.startswith("SELECT c") or "FROM" in text:
            found.append((text, values))

    event.listen(asking.registry.reader, "before_cursor_execute", note)
    asking.ask(asked.query, asked.variables)
    event.remove(asking.registry.reader, "before_cursor_execute", note)
    return found


def measure(asking: Asking) -> Iterator[dict[str, Any]]:
    """The figures of each question."""
    for asked in QUESTIONS:
        size = len(asking.ask(asked.query, asked.variables))
        times = 10 if asked.name.startswith("findings") else 50
        known, known_there = warm(asking, asked, times)
        new, new_there = cold(asking, asked)
        sql, _ = bare(asking, asked, times)
        yield {
            "question": asked.name,
            "bytes": size,
            "warm_ms": round(known, 3),
            "warm_database_ms": round(known_there, 3),
            "cold_on_top_ms": round(new, 3),
            "cold_on_top_database_ms": round(new_there, 3),
            "bare_sql_ms": round(sql, 3),
        }


@contextmanager
def opened(url: str, scale: float) -> Iterator[Asking]:
    """A registry at an address; an empty one is filled first."""
    registry.migrate(url)
    found = Registry.open(url)
    with found.reading() as session:
        empty = not session.connection.exec_driver_sql("SELECT number FROM head").scalar_one()
    if empty:
        with tempfile.TemporaryDirectory(prefix="answerable-bench-") as name:
            write_package(Path(name), SyntheticShape.at_scale(scale))
            import_packages(found, [Path(name)])
    yield Asking(found, Settings())
    found.close()


def show(measured: list[dict[str, Any]]) -> None:
    """Print the table."""
    names = [name for name in measured[0] if name not in ("question", "bytes")]
    print(f"{'':20}{'bytes':>9}" + "".join(f"{name:>26}" for name in names))
    for one in measured:
        print(
            f"{one['question']:20}{one['bytes']:>9,}"
            + "".join(f"{one[name]:>26.3f}" for name in names)
        )


def main(words: list[str]) -> int:
    """Measure on each database that is named; on a new SQLite file where none is."""
    parser = argparse.ArgumentParser(prog="python -m bench api", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 150 areas, 6,000 targets")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--database-url", action="append", help="filled if empty; can be given more than once"
    )
    given = parser.parse_args(words)
    figures: dict[str, Any] = {
        "scale": given.scale,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as name:
        for url in given.database_url or [f"sqlite:///{name}/bench.sqlite"]:
            with opened(url, given.scale) as asking:
                measured = list(measure(asking))
            print(asking.registry.dialect, file=sys.stderr)
            show(measured)
            figures[asking.registry.dialect] = measured
    text = json.dumps(figures, indent=2)
    print(text)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    return 0
