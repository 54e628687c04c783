"""Synthetic negotiations: what was asked, answered, advised and decided."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import (
    Act,
    AdvicePublished,
    ConstraintPublished,
    DeadlineSet,
    DecisionMade,
    NegotiationOpened,
    ProposalJoined,
    ProposalMade,
    RequestMade,
    ResponseGiven,
    RoundSet,
)
from registry.vocabulary import Outcome, Pence, ProposalSubject, Recommendation
from synth import shape as name
from synth.pseudo_random import mix_numbers, pick_between, pick_option
from synth.shape import CITED, SyntheticShape
from synth.whitehall import INSPECTORATE, TREASURY
from synth.wording import make_paragraph, make_title

_OUTCOMES = tuple(Outcome)
_SAID = "The department says: {}"


def negotiations(shape: SyntheticShape) -> Iterator[Act]:
    """One negotiation for each agreement."""
    for a in range(shape.areas):
        yield NegotiationOpened(
            reference=name.negotiation(a),
            title=f"Negotiation of synthetic area {a + 1}",
            agreement=name.agreement(a),
            broker=name.office(a),
            from_="2006-06-01",
            until="2007-03-31",
            **CITED,
        )


def rounds(shape: SyntheticShape) -> Iterator[Act]:
    """Two rounds in each negotiation."""
    for a in range(shape.areas):
        for number, (begins, ends) in enumerate(
            (("2006-06-01", "2006-10-01"), ("2006-10-01", "2007-03-01")), 1
        ):
            yield RoundSet(
                negotiation=name.negotiation(a),
                number=number,
                title=f"Round {number}",
                from_=begins,
                until=ends,
                **CITED,
            )


def deadlines(shape: SyntheticShape) -> Iterator[Act]:
    """Two days that bind both sides."""
    for a in range(shape.areas):
        for words, day in (("First draft", "2006-09-30"), ("Final draft", "2007-02-14")):
            yield DeadlineSet(negotiation=name.negotiation(a), title=words, on=day, **CITED)


def constraints(shape: SyntheticShape) -> Iterator[Act]:
    """Yield what each side publishes before it starts."""
    for a in range(shape.areas):
        for c, body in enumerate((name.local(a, 0), name.department(a))):
            yield ConstraintPublished(
                reference=f"{name.negotiation(a)}/C{c + 1}",
                negotiation=name.negotiation(a),
                by=body,
                text=make_paragraph(50, a, c),
                published_on="2006-05-31",
                **CITED,
            )


def proposals(shape: SyntheticShape) -> Iterator[Act]:
    """Yield what each council proposes, about a target or a freedom."""
    for a, p in shape.every_proposal():
        about = p < shape.targets
        yield ProposalMade(
            reference=name.proposal(a, p),
            negotiation=name.negotiation(a),
            by=name.local(a, 0),
            at=f"2006-{pick_between(6, 12, 51, a, p):02d}-{pick_between(1, 28, 52, a, p):02d}",
            title=make_title(53, a, p),
            text=make_paragraph(54, a, p),
            subject=ProposalSubject.TARGET if about else ProposalSubject.FREEDOM,
            theme=f"Theme {p % 7 + 1}",
            target=name.target(a, p) if about else None,
            **CITED,
        )


def proposal_partners(shape: SyntheticShape) -> Iterator[Act]:
    """Yield a second partner for every third proposal."""
    for a, p in shape.every_proposal()[::3]:
        yield ProposalJoined(
            proposal=name.proposal(a, p), partner=name.local(a, p % 6 + 1), **CITED
        )


def requests(shape: SyntheticShape) -> Iterator[Act]:
    """One to three requests in each proposal."""
    for a, p in shape.every_proposal():
        for r in range(_requests(a, p)):
            sum_asked = pick_between(100_000, 9_000_000, 56, a, p, r) if r else None
            yield RequestMade(
                proposal=name.proposal(a, p),
                number=r + 1,
                text=make_paragraph(57, a, p, r),
                amount=None if sum_asked is None else Pence(sum_asked),
                **CITED,
            )


def _requests(a: int, p: int) -> int:
    return pick_between(1, 3, 55, a, p)


def _response_day(a: int, p: int, r: int) -> str:
    month, day = pick_between(1, 3, 60, a, p, r), pick_between(1, 28, 61, a, p, r)
    return f"2007-{month:02d}-{day:02d}"


def responses(shape: SyntheticShape) -> Iterator[Act]:
    """Yield an answer to four requests in five."""
    for a, p in shape.every_proposal():
        for r in range(_requests(a, p)):
            if mix_numbers(58, a, p, r) % 5:
                outcome = pick_option(_OUTCOMES, 59, a, p, r)
                yield ResponseGiven(
                    proposal=name.proposal(a, p),
                    request=f"{name.proposal(a, p)}/{r + 1}",
                    by=name.department(a + p + r),
                    at=_response_day(a, p, r),
                    outcome=outcome,
                    stated=_SAID.format(outcome.value.lower().replace("_", " ")),
                    reasons=make_paragraph(62, a, p, r),
                    **CITED,
                )


def advice(shape: SyntheticShape) -> Iterator[Act]:
    """Yield an inspectorate's advice on each negotiation."""
    for a in range(shape.areas):
        yield AdvicePublished(
            reference=f"{name.negotiation(a)}/ADVICE",
            negotiation=name.negotiation(a),
            by=INSPECTORATE,
            at="2007-03-01",
            published_on="2007-03-01",
            recommends=Recommendation.APPROVE if a % 4 else Recommendation.MODIFY,
            text=make_paragraph(63, a),
            **CITED,
        )


def decisions(shape: SyntheticShape) -> Iterator[Act]:
    """Yield a minister's decision on each negotiation; one in four departs from the advice."""
    for a in range(shape.areas):
        yield DecisionMade(
            reference=f"{name.negotiation(a)}/DECISION",
            negotiation=name.negotiation(a),
            by=TREASURY,
            at="2007-03-20",
            approves=True,
            departs_from_advice=not a % 4,
            advice=f"{name.negotiation(a)}/ADVICE",
            reasons=make_paragraph(64, a),
            **CITED,
        )
