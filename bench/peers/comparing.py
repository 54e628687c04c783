"""Before anything is timed: does everybody give the same answers?"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import pairwise
from statistics import mean
from typing import Any

from bench.peers.questions import Question, Subject, settled
from bench.peers.running import Server

# Of how many subjects the answers are compared.
SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Answers:
    """What a server answered.

    Attributes:
        meanings: in the shape in which they are compared.
        bodies: as they came.
        seconds: the shortest time of an answer, with nobody else asking.
    """

    meanings: list[Any]
    bodies: list[bytes]
    seconds: float

    @property
    def size(self) -> float:
        """The mean size of an answer in bytes."""
        return mean(map(len, self.bodies))


def answers(server: Server, question: Question, about: Sequence[Subject]) -> Answers:
    """Ask a server; what it answers has to be an answer.

    Raises:
        SystemExit: it answered with errors.
    """
    wording = server.peer.dialect()[question]
    bodies, seconds = [], []
    _post(server, question, wording.body(about[0]))  # whatever is set up by the first question
    for subject in about:
        begun = time.perf_counter()
        bodies.append(_post(server, question, wording.body(subject)))
        seconds.append(time.perf_counter() - begun)
    told = [json.loads(body) for body in bodies]
    wrong = next((one["errors"] for one in told if one.get("errors")), None)
    if wrong:
        raise SystemExit(f"{server.peer.title} answers {question.value} with errors: {wrong}")
    meanings = [settled(wording.meaning(one["data"])) for one in told]
    return Answers(meanings, bodies, min(seconds))


def hold_equal(question: Question, told: Sequence[tuple[Server, Answers]]) -> None:
    """Compare everybody's answers with those of the one before.

    Raises:
        SystemExit: two differ; the message says where.
    """
    for (first, expected), (server, found) in pairwise(told):
        for one, other in zip(expected.meanings, found.meanings, strict=True):
            place = next(differences(one, other), None)
            if place:
                raise SystemExit(
                    f"{question.value}: {first.peer.title} and {server.peer.title} differ: {place}"
                )


def differences(one: Any, other: Any, place: str = "data") -> Iterator[str]:
    """Where two meanings differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{place}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{place}[{number}]")
    elif one != other:
        yield f"{place}: {one!r} is not {other!r}"


def _post(server: Server, question: Question, body: dict[str, Any]) -> bytes:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
    path = server.url(question).partition(f":{server.port}")[2]
    headers = {"Content-Type": "application/json"}
    connection.request("POST", path, json.dumps(body), headers)
    response = connection.getresponse()
    told = response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{server.peer.title} answers {response.status}: {told[:500]!r}")
    return told
