"""The answer to "who answers for this?" as a person would give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from registry.vocabulary import (
    Duty,
    LeadState,
    Pence,
    describe_duty,
    describe_lead,
    describe_reach,
    describe_term,
    format_day,
    format_pence,
    join_names,
    today,
)

Answer = Mapping[str, Any]
_KNOWN = (LeadState.SINGLE, LeadState.JOINT, LeadState.ENDED)

_MADE_UP = MappingProxyType(
    {
        "FICTIONAL": "This record is fictional, made up for demonstration.",
        "SYNTHETIC": "This record is synthetic, made up for measurement.",
    }
)


def describe_answer(answer: Answer, known: str | None = None) -> Iterator[str]:
    """Yield the answer, a paragraph a line; ``known`` is the instant that was asked for."""
    target = answer["target"]
    standing = str((target["source"] or {}).get("standing"))
    if standing in _MADE_UP:
        yield _MADE_UP[standing]
    if known is not None:
        yield f"As the register knew it at {known}:"
    yield _describe_lead(answer)
    others = _describe_others(answer)
    if others:
        yield f"Accountable for it: {join_names(others)}."
    yield from _describe_steps(answer)
    yield from _describe_money(answer)
    if answer["complaints"]:
        yield f"Complaints: {_end_sentence(answer['complaints'])}"
    else:
        yield _end_with_reach("Complaints: nothing is on record of how to complain", answer)
    yield from _describe_findings(answer)


def _describe_lead(answer: Answer) -> str:
    lead, target, protocol = answer["lead"], answer["target"], answer["protocol"]
    agreement, state = target["agreement"], LeadState(lead["state"])
    of = f"{target['reference']} (“{target['title']}”, {agreement['title']})"
    # What a source says of the end is a fact; without that it holds as far as the sources reach.
    known = state in _KNOWN and lead["until"] and protocol
    who = describe_lead(
        state,
        [partner["name"] for partner in lead["partners"]],
        lead["stated"],
        of=of,
        ended=target["until"],
        past=answer["asOf"] < today(),
    )
    under = (
        f", under {protocol['title']} (version {protocol['version']})"
        if protocol
        else ", under no protocol on record"
    )
    on = "" if state is LeadState.ENDED else f"On {format_day(answer['asOf'])} "
    said = f"{on}{who}{describe_term(lead['from'], lead['until'])}{under}"
    return f"{said}." if known else _end_with_reach(said, answer)


def _end_with_reach(said: str, answer: Answer) -> str:
    """End what follows from something not being on record with how far the sources reach."""
    return f"{said}; {describe_reach(answer['sourcesReach'])}."


def _describe_others(answer: Answer) -> list[str]:
    return [partner["name"] for partner in answer["accountable"]]


def _describe_steps(answer: Answer) -> Iterator[str]:
    if not answer["answersTo"]:
        yield _end_with_reach("Who it answers to is not on record", answer)
        return
    ended = answer["lead"]["state"] == LeadState.ENDED
    wrong = "Who answered if it went wrong" if ended else "If it goes wrong"
    yield f"{wrong}, nearest first:"
    for step in answer["answersTo"]:
        name = step["partner"]["name"] if step["partner"] else "whoever leads the target"
        within = f" within {step['withinDays']} days" if step["withinDays"] is not None else ""
        basis = f" (clause {step['basis']['number']})" if step["basis"] else ""
        yield f"  {step['order']}. {name} {describe_duty(Duty(step['duty']))}{within}{basis}"


def _describe_money(answer: Answer) -> Iterator[str]:
    if not answer["pools"]:
        yield _end_with_reach("No pool on record gives it any money", answer)
        return
    yield "Money:"
    for allocation in answer["pools"]:
        pool = allocation["pool"]
        year = "" if pool["financialYear"] in pool["title"] else f" ({pool['financialYear']})"
        body = pool["accountableBody"]
        yield (
            f"  {_format_pounds(allocation['amount'])} of the "
            f"{_format_pounds(pool['contributed'])} in {pool['title']}{year}"
            + (f", for which {body['name']} is accountable" if body else "")
        )
        for part in pool["contributions"]:
            terms = part["terms"].lower().replace("_", "-")
            yield (
                f"    {_format_pounds(part['amount'])} from {part['from']['name']}: "
                f"{part['stream']}, {terms}"
            )


def _describe_findings(answer: Answer) -> Iterator[str]:
    if not answer["findings"]:
        yield "Nothing about it is found to stand other than it should."
        return
    yield "Findings:"
    for finding in answer["findings"]:
        yield f"  {_end_sentence(finding['says'])}"


def _format_pounds(money: Mapping[str, str]) -> str:
    return format_pence(Pence.read(str(money["amount"])))


def _end_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
