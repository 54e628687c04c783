"""Files of negotiations: proposals with requests and responses, and days of what happens."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.mappings.sniffing.guess import (
    FieldGuess,
    Guess,
    SniffedColumns,
    guess_negotiation,
    list_words,
    when_filled,
)
from ingest.mappings.sniffing.heading_words import holds_word
from ingest.mappings.sniffing.profiles import ColumnProfile

_NAMES = ("partners", "areas", "lead")
_ANSWER = (
    "response", "responding", "responded", "answer", "answered", "reply", "replied", "decision",
    "decided",
)  # fmt: skip
_HAPPENS = (
    "event", "happened", "deadline", "milestone", "meeting", "action", "activity", "step", "stage",
)  # fmt: skip
_MADE = ("proposed", "submitted", "made", "proposal", "received")


def is_about_proposals(sniffed: SniffedColumns) -> bool:
    """Return whether the columns are those of proposals and what was answered."""
    columns = sniffed.columns
    if columns.has_look("indicator", "coded") and not columns.has_look("outcome"):
        return False
    looks = ("words", "amount", "outcome", *_NAMES)
    return any(
        one.looks in looks and holds_word(one.heading, ("proposal", "proposer", "request"))
        for one in columns
    ) or (
        columns.has_look("outcome")
        and not columns.has_look("amount")
        and columns.has_heading(*_ANSWER)
    )


def guess_proposals(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield proposals, whoever joins them, their requests, and the responses."""
    columns = sniffed.columns
    key = f"{sniffed.reference}-P{{n}}"
    answerer = columns.take_column(*_NAMES, named=(*_ANSWER, "department", "government"))
    joint = columns.take_column(*_NAMES, named=("joint", "other", "supporter", "partner"))
    by = columns.take_column(*_NAMES, named=("proposer", "proposed", "council", "authority"))
    by = by or columns.take_column(*_NAMES)
    response = _take_response(sniffed)
    at = _take_day(sniffed, _MADE)
    amounts = columns.list_columns("amount")
    title = columns.take_column("words", "label", named=("title",))
    theme = columns.take_column("label", "words", named=("theme", "category", "subject"))
    named = ("summary", "text", "description", "detail", "proposal", "request", "idea", "target")
    text = columns.take_column("words", named=named) or columns.take_column("words", "label")
    words = text.cell if text else "settle"
    proposal = Guess("proposals", {"reference": key, "negotiation": sniffed.negotiation})
    proposal.fields |= {"by": by.cell if by else "settle", "subject": "OTHER"}
    proposal.fields |= {"title": title.cell if title else words, "text": words}
    if theme:
        proposal.fields["theme"] = theme.cell
    if at:
        proposal.fields["at"] = at.cell
    proposal.settle = [] if by else ["who proposes?"]
    yield guess_negotiation(sniffed)
    yield from _guess_joint_proposal(proposal, by, joint, key, sniffed.reference)
    for number, amount in enumerate(amounts, 1):
        fields: dict[str, FieldGuess] = {"proposal": key, "number": str(number)}
        fields |= {"text": amount.heading, "amount": amount.cell}
        yield Guess("requests", fields, when=when_filled(amount))
    if "outcome" in response or "stated" in response:
        yield _guess_response(key, answerer, response)


def _guess_joint_proposal(
    proposal: Guess,
    by: ColumnProfile | None,
    joint: ColumnProfile | None,
    key: str,
    reference: str,
) -> Iterator[Guess]:
    """Yield a proposal and whoever joins it: bodies that are not on record come before it."""
    for column in (by, joint):
        if column is not None and column.unknown:
            yield _guess_bodies(column, reference)
    if by is not None and by.parted:
        first = "".join(f"|first:{mark}" for mark in by.parted)
        proposal.fields["by"] = f"{{{by.name}{first}}}"
    yield proposal
    fields: dict[str, FieldGuess] = {"proposal": key, "partner": "{each}"}
    if by is not None and by.parted:
        more = Guess("proposal_partners", dict(fields), each=by.name, start=2)
        more.parted = by.parted
        yield more
    if joint is not None:
        more = Guess("proposal_partners", dict(fields), each=joint.name)
        more.parted = joint.parted or more.parted
        yield more


def _guess_bodies(column: ColumnProfile, reference: str) -> Guess:
    """Return the record of a body that is not known yet, by the first row that names it."""
    council = holds_word(column.heading, ("council", "authority")) or all(
        holds_word(name, ("council",)) for name in column.unknown
    )
    fields: dict[str, FieldGuess] = {
        "unless_known": "{each}",
        "reference": f"{reference}-{{each|upper|slug}}",
        "name": "{each}",
        "kind": "COUNCIL" if council else "OTHER",
    }
    listed = ", ".join(column.unknown[:10])
    told = "bodies that are not on record; the first row that names one records it: "
    guess = Guess("partners", fields, [told + listed], each=column.name)
    guess.parted = column.parted or guess.parted
    if column.joint and " and " not in column.parted:
        # Several councils are no body of their own: which of them is meant is to be settled.
        guess.unless = list_words(column, column.joint)
    return guess


def _take_day(sniffed: SniffedColumns, named: tuple[str, ...]) -> ColumnProfile | None:
    """Take a column of days: by its words, or by a heading such as response_on."""
    for one in sniffed.columns:
        asks = one.looks == "date" or holds_word(one.heading, ("on", "date", "when"))
        if asks and holds_word(one.heading, named):
            return sniffed.columns.take(one)
    return None


def _take_response(sniffed: SniffedColumns) -> dict[str, ColumnProfile]:
    """Take the columns that say what was answered, when and why."""
    columns = sniffed.columns
    found = {
        "at": _take_day(sniffed, _ANSWER),
        "reasons": columns.take_column("words", "label", named=("reason",)),
        "outcome": columns.take_column(
            "outcome", "words", "label", named=("outcome", "verdict", "decision", "kind")
        )
        or columns.take_column("outcome"),
        "stated": columns.take_column(
            "words",
            "label",
            "outcome",
            named=("response", "answer", "position", "comment", "reply"),
        ),
    }
    return {name: one for name, one in found.items() if one is not None}


def _guess_response(
    key: str, answerer: ColumnProfile | None, response: dict[str, ColumnProfile]
) -> Guess:
    fields: dict[str, FieldGuess] = {"proposal": key, "by": answerer.cell if answerer else "settle"}
    said = response.get("outcome") or response.get("stated")
    stated = response.get("stated") or said
    if said is not None and stated is not None:
        fields |= {"outcome": said.cell, "stated": stated.cell}
        if said.looks != "outcome":
            # Sentences are no verdicts: what they come to is for a person to say.
            fields["outcome"] = {"from": said.cell, "words": {"...": "NO_VERDICT"}}
    fields |= {name: response[name].cell for name in ("at", "reasons") if name in response}
    settle = [] if answerer else ["who answers? HMG stands for the government where none is named"]
    blank = said is not None and said.filled < said.rows
    return Guess("responses", fields, settle, when=when_filled(said) if said and blank else None)


def is_about_days(sniffed: SniffedColumns) -> bool:
    """Return whether the columns tell what happens on which day."""
    columns = sniffed.columns
    return columns.has_look("date") and columns.has_filled("words", "label", named=_HAPPENS)


def guess_days(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield the stages of a negotiation, and what happens or is due on which day."""
    columns = sniffed.columns
    yield guess_negotiation(sniffed)
    due = Guess("deadlines", {"negotiation": sniffed.negotiation})
    stage = columns.take_column("quantity", "number", named=("stage", "round", "phase"))
    if stage is not None:
        yield from _guess_rounds(sniffed, stage)
        due.fields["round"] = f"{sniffed.negotiation}/{{{stage.name}}}"
    day = columns.take_column("date", named=("event", "date", "on", "deadline", "due"))
    day = day or columns.take_column("date")
    title = columns.take_column("words", "label", named=_HAPPENS)
    due.fields["reference"] = f"{sniffed.reference}/{{n}}"
    due.fields["title"] = title.cell if title else "settle"
    if day:
        due.fields["on"] = day.cell
    yield due


def _guess_rounds(sniffed: SniffedColumns, stage: ColumnProfile) -> Iterator[Guess]:
    columns = sniffed.columns
    named = ("stage", "round", "phase")
    begins = columns.take_column("date", "words", named=("start", "begin", "from"))
    ends = columns.take_column("date", "words", named=("end", "until", "finish"))
    name = columns.take_column("words", "label", named=named)
    fields: dict[str, FieldGuess] = {"once_per": stage.cell, "negotiation": sniffed.negotiation}
    fields |= {"number": stage.cell, "title": name.cell if name else f"Stage {stage.cell}"}
    if begins and begins.looks == "date" and ends and ends.looks == "date":
        fields |= {"from": begins.cell, "until": ends.cell}
    elif begins and ends:
        fields["stated"] = f"{begins.cell} to {ends.cell}"
    yield Guess("rounds", fields)
