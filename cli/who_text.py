"""The answer to "who answers for this?" as a person would give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from registry.vocabulary import Pence, format_pence, today

Answer = Mapping[str, Any]

_MADE_UP = MappingProxyType(
    {
        "FICTIONAL": "This record is fictional, made up for demonstration.",
        "SYNTHETIC": "This record is synthetic, made up for measurement.",
    }
)
_DUTIES = MappingProxyType(
    {
        "DELIVERS": "delivers",
        "REPORTS_TO": "is reported to",
        "SCRUTINISES": "scrutinises",
        "AUDITS": "audits",
        "INSPECTS": "may inspect",
        "DECIDES": "decides",
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
        yield f"Accountable for it: {_join_names(others)}."
    yield from _describe_steps(answer)
    yield from _describe_money(answer)
    complaints = answer["complaints"] or "nothing is on record of how to complain"
    yield f"Complaints: {_end_sentence(complaints)}"
    yield from _describe_findings(answer)


def _describe_lead(answer: Answer) -> str:
    lead, target, protocol = answer["lead"], answer["target"], answer["protocol"]
    led, together = ("led", "led") if answer["asOf"] < today() else ("leads", "lead")
    agreement = target["agreement"]
    of = f"{target['reference']} (“{target['title']}”, {agreement['title']})"
    stated = f", stated as “{lead['stated']}”" if lead["stated"] else ""
    names = [partner["name"] for partner in lead["partners"]]
    match lead["state"]:
        case "SINGLE":
            who = f"{lead['partner']['name']} {led} {of}"
        case "JOINT":
            who = f"{_join_names(names) or 'several bodies'} jointly {together} {of}{stated}"
        case "UNRESOLVED":
            who = f"it is unclear who {led} {of}{stated}"
        case _:
            who = f"nobody is on record as leading {of}{stated}"
    since = f", from {_format_day(lead['from'])}" if lead["from"] else ""
    until = f" until {_format_day(lead['until'])}" if lead["until"] else ""
    under = (
        f", under {protocol['title']} (version {protocol['version']})"
        if protocol
        else ", under no protocol on record"
    )
    return f"On {_format_day(answer['asOf'])} {who}{since}{until}{under}."


def _describe_others(answer: Answer) -> list[str]:
    return [partner["name"] for partner in answer["accountable"]]


def _describe_steps(answer: Answer) -> Iterator[str]:
    if not answer["answersTo"]:
        yield "Who it answers to is not on record."
        return
    yield "If it goes wrong, nearest first:"
    for step in answer["answersTo"]:
        name = step["partner"]["name"] if step["partner"] else "whoever leads the target"
        within = f" within {step['withinDays']} days" if step["withinDays"] is not None else ""
        basis = f" (clause {step['basis']['number']})" if step["basis"] else ""
        yield f"  {step['order']}. {name} {_DUTIES[step['duty']]}{within}{basis}"


def _describe_money(answer: Answer) -> Iterator[str]:
    if not answer["pools"]:
        yield "No pool on record gives it any money."
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


def _format_day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _join_names(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _end_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
