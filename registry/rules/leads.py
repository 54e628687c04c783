"""Rule 1: one lead. At any instant a target has at most one lead partner with state single."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from registry.acts import AccountabilityTaken
from registry.errors import Refusal, RefusalCode
from registry.rules.terms import Term, terms_ended_by, terms_overlap
from registry.vocabulary import AccountabilityRole, LeadState


def check_one_lead(
    act: AccountabilityTaken, terms: Sequence[dict[str, object]], *, mended: bool = False
) -> Iterator[Refusal]:
    """Yield why a term of accountability cannot stand beside the other ``terms`` of its target.

    A new lead ends open terms; a term that is ``mended``, not new, ends none.
    """
    yield from _check_partner_and_state(act)
    if act.role is not AccountabilityRole.LEAD or act.state is not LeadState.SINGLE:
        return
    ending = terms_ended_by(act.from_, list(terms)) if act.from_ and not mended else []
    new: Term = {"from": act.from_, "until": act.until}
    for term in terms:
        single = term["role"] == AccountabilityRole.LEAD and term["state"] == LeadState.SINGLE
        if single and term not in ending and terms_overlap(new, term):
            yield Refusal(
                RefusalCode.OUT_OF_ORDER,
                f"{act.target} is already led by {term['partner']} from "
                f"{term['from'] or 'an unstated day'} until {term['until'] or 'further notice'}",
                "Say from when the new lead holds, or until when it held, so that no day has two",
                field="from",
                value=act.from_,
            )


def _check_partner_and_state(act: AccountabilityTaken) -> Iterator[Refusal]:
    single = act.state is LeadState.SINGLE
    if single and act.partner is None:
        yield Refusal(
            RefusalCode.INVALID,
            "a single lead or accountable partner names no partner",
            "Name the partner, or say that the state is UNRESOLVED or MISSING",
            field="partner",
        )
    if act.state is LeadState.ENDED:
        yield Refusal(
            RefusalCode.INVALID,
            "a lead does not end by its state",
            "Say until when the term held; that a target has ended follows from its own term",
            field="state",
            value=act.state.value,
        )
    if act.state in (LeadState.UNRESOLVED, LeadState.MISSING) and act.partner is not None:
        yield Refusal(
            RefusalCode.INVALID,
            f"a partner is named though the state is {act.state.value}",
            "Say that the state is SINGLE or JOINT, or leave the partner out",
            field="partner",
            value=act.partner,
        )
