"""What everybody is asked: three questions, each with many things to ask it about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, product
from random import Random
from typing import Any

from registry.vocabulary import Outcome
from synth import SyntheticShape
from synth import shape as name

DAY = "2009-07-01"
PAGE = 100
# More would only make wrk's script larger: no cache that is measured holds so many answers.
MOST = 3_000


class Question(Enum):
    """The three questions."""

    TARGET = "Q1"
    AGREEMENT = "Q2"
    PROPOSALS = "Q3"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is asked about: a target, an agreement, or whose and which responses."""

    reference: str = ""
    department: str = ""
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """How a peer is asked one question, and what its answer means.

    Attributes:
        document: the question in GraphQL.
        variables: a subject as the document's variables.
        meaning: the ``data`` of an answer in the one shape in which answers are compared.
    """

    document: str
    variables: Callable[[Subject], dict[str, Any]]
    meaning: Callable[[Any], Any]

    def body(self, subject: Subject) -> dict[str, Any]:
        """The request's body."""
        return {"query": self.document, "variables": self.variables(subject)}


Dialect = Mapping[Question, Wording]


def subjects(question: Question, shape: SyntheticShape) -> list[Subject]:
    """What a question is asked about in turn: all over a synthetic registry, always the same."""
    found = list(_all_subjects(question, shape))
    # Neighbours share their area's rows: a slow peer, which gets to few, would have it easier.
    Random(0).shuffle(found)
    return found[:MOST]


def _all_subjects(question: Question, shape: SyntheticShape) -> Iterator[Subject]:
    match question:
        case Question.TARGET:
            # Every other target has allocations: those are asked for.
            for a, t in shape.every_target()[::2]:
                yield Subject(reference=name.target(a, t))
        case Question.AGREEMENT:
            for a in range(shape.areas):
                yield Subject(reference=name.agreement(a))
        case Question.PROPOSALS:
            pairs = combinations([outcome.value for outcome in Outcome], 2)
            for pair, d in product(pairs, range(len(name.DEPARTMENTS))):
                yield Subject(department=name.department(d), outcomes=pair)


def settled(value: Any) -> Any:
    """A meaning whose lists are put in one order, but for ``nodes``, which have their own."""
    if isinstance(value, list):
        return sorted((settled(item) for item in value), key=repr)
    if isinstance(value, dict):
        return {
            key: [settled(node) for node in inner] if key == "nodes" else settled(inner)
            for key, inner in value.items()
        }
    return value


def quantity(row: Mapping[str, Any], stem: str, *, camel: bool) -> dict[str, Any] | None:
    """What was stated, and the number and unit in it, of the columns that begin with a stem."""
    words = ("Stated", "Number", "Unit") if camel else ("_stated", "_number", "_unit")
    stated, number, unit = (row[stem + word] for word in words)
    return None if stated is None else {"stated": stated, "number": number, "unit": unit}


def pounds(pence: int | str) -> str:
    """A sum in pounds."""
    return f"{int(pence) // 100}.{int(pence) % 100:02d}"


def led(rows: Sequence[tuple[Mapping[str, Any], Any]]) -> dict[str, Any]:
    """Who leads and who is accountable on the day, of the rows of that and their partners."""
    holding = [(row, p) for row, p in rows if row["until"] is None or row["until"] > DAY]
    row, partner = next(one for one in holding if one[0]["role"] == "LEAD")
    lead = {"state": row["state"], "stated": row["stated"], "partner": partner}
    partners = {p["name"]: p for _, p in holding if p is not None}
    return {"lead": lead, "accountable": list(partners.values())}
