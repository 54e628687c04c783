"""What a command that signed says of witnesses that did not cosign."""

from __future__ import annotations

from collections.abc import Collection

from cli.console import print_error, print_note
from registry import Settings
from registry.checkpoints import list_witnesses, read_answers

_FORKED = (
    "The witness {name} did not cosign: {problem}. Somebody signed another history of this log, or "
    "this one lost entries: compare its checkpoint with those that you have."
)
_LATER = "The witness {name} did not cosign: {problem}. It is asked again at the next signing."


def list_witness_problems(now: Settings) -> dict[str, bool]:
    """List what witnesses answered that did not cosign, and whether that is a conflict."""
    answers, told = read_answers(now), {}
    for witness in list_witnesses(now):
        answer = answers.get(str(witness.key))
        if answer and answer.problem:
            text = _FORKED if answer.conflict else _LATER
            told[text.format(name=witness.name, problem=answer.problem)] = answer.conflict
    return told


def print_witness_problems(now: Settings, told: Collection[str] = ()) -> Collection[str]:
    """Say which witnesses did not cosign the last time that they were asked, and why.

    What is ``told`` already is left out; return all that is.
    """
    problems = list_witness_problems(now)
    for problem, conflict in problems.items():
        if problem not in told:
            (print_error if conflict else print_note)(problem)
    return problems
