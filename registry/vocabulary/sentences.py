"""Sentences that readers are told, of the same words in API, pages, files and command line."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from registry.vocabulary.codes import CodeList, Duty, LeadState
from registry.vocabulary.times import format_day

_DUTIES = MappingProxyType(
    {
        Duty.DELIVERS: "delivers",
        Duty.REPORTS_TO: "is reported to",
        Duty.SCRUTINISES: "scrutinises",
        Duty.AUDITS: "audits",
        Duty.INSPECTS: "may inspect",
        Duty.DECIDES: "decides",
    }
)


def describe_reach(day: str | None, of: str = "it") -> str:
    """Say how far the sources about something reach: no further than that, silence says nothing."""
    if day is None:
        return f"the sources about {of} name no day"
    return f"the sources about {of} reach to {format_day(day)}"


def describe_on_record(clause: str, reach: str | None) -> str:
    """Say what follows from what is on record and what is not, and how far the sources reach."""
    return f"On record: {clause}; {describe_reach(reach)}."


def describe_status(status: CodeList, reach: str | None) -> str:
    """Say what a word of a status means, and how far the sources reach."""
    meaning = status.meaning
    if "on record" in meaning:
        return f"{meaning}; {describe_reach(reach)}."
    return describe_on_record(f"{meaning[:1].lower()}{meaning[1:]}", reach)


def describe_lead(
    state: LeadState,
    names: Sequence[str],
    stated: str | None,
    *,
    of: str = "it",
    ended: str | None = None,
    past: bool = False,
) -> str:
    """Say who leads a target, as a clause.

    Args:
        state: What is known of the lead.
        names: What the partners are called that the wording resolves to, as far as they are known.
        stated: Who leads, as the source words it.
        of: What the target is called.
        ended: The day on which the target ended, where its state is that.
        past: Whether it was so.
    """
    led = "led" if past else "leads"
    wording = f", stated as “{stated}”" if stated else ""
    match state:
        case LeadState.ENDED:
            return f"{of} ended on {format_day(str(ended))}; {_describe_last_lead(names, stated)}"
        case LeadState.SINGLE:
            return f"{names[0]} {led} {of}"
        case LeadState.JOINT:
            together = join_names(names) or "several bodies"
            return f"{together} jointly {'led' if past else 'lead'} {of}{wording}"
        case LeadState.UNRESOLVED:
            return f"it is unclear who {led} {of}{wording}"
    return f"nobody is on record as leading {of}{wording}"


def _describe_last_lead(names: Sequence[str], stated: str | None) -> str:
    if names:
        return f"led to its end by {join_names(names)}"
    if stated:
        return f"led to its end as stated by “{stated}”"
    return "nobody is on record as having led it to its end"


def describe_term(begins: str | None, ends: str | None) -> str:
    """Say from when until when something held, as far as that is known; "" without a day."""
    since = f", from {format_day(begins)}" if begins else ""
    return f"{since} until {format_day(ends)}" if ends else since


def describe_duty(duty: Duty) -> str:
    """Say what a body does in a chain of who answers for a target, as the verb of a sentence."""
    return _DUTIES[duty]


def join_names(names: Sequence[str]) -> str:
    """Write names as a list in a sentence."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
