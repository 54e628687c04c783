"""The answer to "who answers for this?" as a person would give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from registry.vocabulary import Pence, spoken, today

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


def spoken_answer(answer: Answer, known: str | None = None) -> Iterator[str]:
    """The answer, a paragraph a line; ``known`` is the instant that was asked for."""
    target = answer["target"]
    standing = str((target["source"] or {}).get("standing"))
    if standing in _MADE_UP:
        yield _MADE_UP[standing]
    if known is not None:
        yield f"As the register knew it at {known}:"
    yield _lead(answer)
    others = _others(answer)
    if others:
        yield f"Accountable for it: {_listed(others)}."
    yield from _steps(answer)
    yield from _money(answer)
    yield f"Complaints: {_ended(answer['complaints'] or 'nothing is on record of how to complain')}"
    yield from _findings(answer)


def _lead(answer: Answer) -> str:
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
            who = f"{_listed(names) or 'several bodies'} jointly {together} {of}{stated}"
        case "UNRESOLVED":
            who = f"it is unclear who {led} {of}{stated}"
        case _:
            who = f"nobody is on record as leading {of}{stated}"
    since = f", from {_day(lead['from'])}" if lead["from"] else ""
    until = f" until {_day(lead['until'])}" if lead["until"] else ""
    under = (
        f", under {protocol['title']} (version {protocol['version']})"
        if protocol
        else ", under no protocol on record"
    )
    return f"On {_day(answer['asOf'])} {who}{since}{until}{under}."


def _others(answer: Answer) -> list[str]:
    return [partner["name"] for partner in answer["accountable"]]


def _steps(answer: Answer) -> Iterator[str]:
    if not answer["answersTo"]:
        yield "Who it answers to is not on record."
        return
    yield "If it goes wrong, nearest first:"
    for step in answer["answersTo"]:
        name = step["partner"]["name"] if step["partner"] else "whoever leads the target"
        within = f" within {step['withinDays']} days" if step["withinDays"] is not None else ""
        basis = f" (clause {step['basis']['number']})" if step["basis"] else ""
        yield f"  {step['order']}. {name} {_DUTIES[step['duty']]}{within}{basis}"


def _money(answer: Answer) -> Iterator[str]:
    if not answer["pools"]:
        yield "No pool on record gives it any money."
        return
    yield "Money:"
    for allocation in answer["pools"]:
        pool = allocation["pool"]
        year = "" if pool["financialYear"] in pool["title"] else f" ({pool['financialYear']})"
        body = pool["accountableBody"]
        yield (
            f"  {_pounds(allocation['amount'])} of the {_pounds(pool['contributed'])} in "
            f"{pool['title']}{year}"
            + (f", for which {body['name']} is accountable" if body else "")
        )
        for part in pool["contributions"]:
            terms = part["terms"].lower().replace("_", "-")
            yield (
                f"    {_pounds(part['amount'])} from {part['from']['name']}: "
                f"{part['stream']}, {terms}"
            )


def _findings(answer: Answer) -> Iterator[str]:
    if not answer["findings"]:
        yield "Nothing about it is found to stand other than it should."
        return
    yield "Findings:"
    for finding in answer["findings"]:
        yield f"  {_ended(finding['says'])}"


def _pounds(money: Mapping[str, str]) -> str:
    return spoken(Pence.read(str(money["amount"])))


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
