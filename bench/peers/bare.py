"""What can be measured without a server: bare SQL, and the bytes that are sent at best."""

from __future__ import annotations

from pathlib import Path

from bench.api import bare, opened
from bench.peers.building import Built
from bench.peers.dialects import answerable
from bench.peers.questions import Question, subjects
from bench.questions import Asked
from synth import SyntheticShape

TIMES = 50


def asked(question: Question, shape: SyntheticShape) -> Asked:
    """A question about the first of its subjects, as Answerable is asked it."""
    wording = answerable.dialect()[question]
    subject = subjects(question, shape)[0]
    return Asked(question.value, wording.document, wording.variables(subject))


def bare_sql(built: Built, scale: float) -> dict[Question, float]:
    """Milliseconds of CPU of each question's statements alone, through SQLite's driver."""
    with opened(f"sqlite:///{built.sqlite}", scale) as asking:
        shape = SyntheticShape.at_scale(scale)
        return {q: bare(asking, asked(q, shape), TIMES)[0] for q in Question}


def write_answers(built: Built, scale: float, folder: Path) -> None:
    """Write an answer to each question into a folder, for the server of constant bytes."""
    folder.mkdir(exist_ok=True)
    with opened(f"sqlite:///{built.sqlite}", scale) as asking:
        for question in Question:
            one = asked(question, SyntheticShape.at_scale(scale))
            (folder / question.value).write_bytes(asking.ask(one.query, one.variables))
