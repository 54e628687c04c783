"""The measurement: everybody asked in turn, round after round."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.peers import load
from bench.peers.comparing import SAMPLE, Answers, answers, hold_equal
from bench.peers.load import Load
from bench.peers.postgres import Cluster
from bench.peers.processes import Cores, cpu_seconds, settle
from bench.peers.questions import Question, Subject
from bench.peers.running import Server

# Figures by peer and question, then by connections.
Places = defaultdict[tuple[str, str], dict[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, how often and over how many connections everybody is asked, once warm."""

    seconds: int
    warm: int
    rounds: int
    connections: tuple[int, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of wrk, with the CPU that the server and the database used meanwhile, in seconds."""

    load: Load
    server_cpu: float
    database_cpu: float


@dataclass(slots=True)
class Cell:
    """All runs of one server, question and number of connections.

    Attributes:
        size: the mean size of an answer in bytes.
    """

    server: Server
    question: Question
    connections: int
    size: float
    runs: list[Run] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The medians of the rounds; CPU and times in milliseconds, rates in answers a second."""
        rates = [run.load.rate for run in self.runs]
        return {
            "peer": self.server.peer.key,
            "question": self.question.value,
            "connections": self.connections,
            "answer_bytes": round(self.size),
            "requests": sum(run.load.requests for run in self.runs),
            "requests_per_second": round(median(rates), 2),
            "slowest_round": round(min(rates), 2),
            "fastest_round": round(max(rates), 2),
            "p50_ms": round(median(run.load.p50 for run in self.runs), 3),
            "p99_ms": round(median(run.load.p99 for run in self.runs), 3),
            "server_cpu_ms": round(self._cpu("server_cpu"), 4),
            "database_cpu_ms": round(self._cpu("database_cpu"), 4),
        }

    def _cpu(self, whose: str) -> float:
        each: list[float] = [getattr(run, whose) / run.load.requests for run in self.runs]
        return median(each) * 1000


@dataclass(frozen=True, slots=True)
class Measurement:
    """Servers that run, the database beside them, and what they are asked about."""

    servers: Sequence[Server]
    cluster: Cluster
    cores: Cores
    about: dict[Question, list[Subject]]
    folder: Path

    def run(self, plan: Plan) -> list[Cell]:
        """Compare the answers, warm everybody up, then measure in rounds."""
        told = {question: self._compared(question) for question in plan.questions}
        cells = [cell for question in plan.questions for cell in _cells(plan, told[question])]
        for server, question in dict.fromkeys((cell.server, cell.question) for cell in cells):
            _say(f"Warming up {server.peer.title}, {question.value}")
            many = max(c.connections for c in cells if (c.server, c.question) == (server, question))
            self._put(server, question, many, plan.warm)
            settle(server.process)
        for number in range(plan.rounds):
            _say(f"Round {number + 1} of {plan.rounds}")
            for connections in plan.connections:
                for cell in cells:
                    if cell.connections == connections:
                        self._measure(cell, plan.seconds)
        return [cell for cell in cells if cell.runs]

    def _compared(self, question: Question) -> list[tuple[Server, Question, Answers]]:
        """Everybody's answers about some subjects, which have to be the same."""
        sample = self.about[question][:SAMPLE]
        several = [s for s in self.servers if not s.peer.once]
        told = [(server, answers(server, question, sample)) for server in several]
        hold_equal(question, told)
        single = [s for s in self.servers if s.peer.once]
        alone = [(server, answers(server, question, sample[:1])) for server in single]
        hold_equal(question, alone)
        _say(f"{question.value}: the same answers from {len(told) + len(alone)} servers")
        for server, body in self._bodies(question):
            load.write_bodies(self._file(server, question), body)
        return [(server, question, found) for server, found in (*told, *alone)]

    def _bodies(self, question: Question) -> Iterator[tuple[Server, list[dict[str, Any]]]]:
        for server in self.servers:
            wording = server.peer.dialect()[question]
            about = self.about[question][:1] if server.peer.once else self.about[question]
            yield server, [wording.body(subject) for subject in about]

    def _file(self, server: Server, question: Question) -> Path:
        return self.folder / f"{server.peer.key}-{question.value}.jsonl"

    def _put(
        self, server: Server, question: Question, connections: int, seconds: int
    ) -> Load | None:
        return load.put(
            server.url(question),
            self._file(server, question),
            connections=connections,
            seconds=seconds,
            cores=self.cores.others,
        )

    def _measure(self, cell: Cell, seconds: int) -> None:
        server, database = cpu_seconds(cell.server.process), cpu_seconds(self.cluster.process)
        seen = self._put(cell.server, cell.question, cell.connections, seconds)
        server = cpu_seconds(cell.server.process) - server
        asked = cell.server.peer.database == "postgresql"
        database = cpu_seconds(self.cluster.process) - database if asked else 0.0
        rate = f"{seen.rate:,.4g} requests/s" if seen else "too slow for so short a run"
        _say(f"{cell.question.value}, {cell.connections:3}, {cell.server.peer.title}: {rate}")
        # It goes on with what it was asked, which would take the core from whoever is asked next.
        settle(cell.server.process)
        if seen is None:
            return
        if seen.size < 0.5 * cell.size:
            raise SystemExit(f"{cell.server.peer.title} answered with less than it should")
        cell.runs.append(Run(seen, server, database))


def _cells(plan: Plan, told: Sequence[tuple[Server, Question, Answers]]) -> Iterator[Cell]:
    """What is measured: nobody over more connections than it can answer once within a run."""
    for server, question, found in told:
        for connections in plan.connections:
            if connections * found.seconds < plan.seconds:
                yield Cell(server, question, connections, found.size)


def by_place(figures: Sequence[dict[str, Any]]) -> Places:
    """Figures by peer and question, then by connections; nothing where nothing was measured."""
    places: Places = defaultdict(dict)
    for one in figures:
        places[one["peer"], one["question"]][one["connections"]] = one
    return places


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
