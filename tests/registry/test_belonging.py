"""What holds for every act: what it names is there, of its own world, and belongs together."""

from typing import Any

import pytest

from registry import Author, Role
from registry.acts import (
    AgreementMade,
    AgreementRevised,
    AnswerStepAgreed,
    AreaRecorded,
    ClauseAgreed,
    DeadlineSet,
    MeasurementReported,
    MeasureScrapped,
    NegotiationOpened,
    ProposalMade,
    ProtocolAdopted,
    RegionNamed,
    RequestMade,
    ResponseGiven,
    RoundSet,
    SourceCited,
    TargetDerived,
)
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import (
    AreaKind,
    ClauseKind,
    DerivationKind,
    Duty,
    Outcome,
    ProposalSubject,
    Standing,
)
from tests.registry.world import World, lead, target, tell

REAL = {"standing": Standing.RESTATED, "source": "REAL"}


def test_what_an_act_names_is_on_record(world: World) -> None:
    assert world.refused(target("T2", agreement="LAA9", measure="NI9")) == (
        Refusal(
            RefusalCode.NOT_FOUND,
            "agreement names LAA9, which is not among the agreements on record",
            "Record it first (kind agreements), or mend the reference",
            field="agreement",
            value="LAA9",
        ),
        Refusal(
            RefusalCode.NOT_FOUND,
            "measure names NI9, which is not among the measures on record",
            "Record it first (kind measures), or mend the reference",
            field="measure",
            value="NI9",
        ),
    )


def test_all_refusals_of_all_acts_are_told_with_the_place_of_each(world: World) -> None:
    refusals = world.refused(target("T2"), target("T3", agreement="LAA9"), lead("NOBODY"))

    assert [(refusal.index, refusal.value) for refusal in refusals] == [(1, "LAA9"), (2, "NOBODY")]


@pytest.mark.parametrize("standing", [Standing.VERBATIM, Standing.RESTATED, Standing.SYNTHETIC])
def test_worlds_never_mix(world: World, standing: Standing) -> None:
    world.record(tell(SourceCited, reference="OTHER", title="x", standing=standing))

    other = tell(RegionNamed, reference="R2", name="x", standing=standing)
    assert world.refusal(other) == (
        f"INVALID: source names S, which is fictional, but the record itself is "
        f"{standing.world.lower()}"
    )
    mixed = tell(RegionNamed, reference="R2", name="x", source="OTHER")
    assert world.refusal(mixed) == (
        f"INVALID: source names OTHER, which is {standing.world.lower()}, "
        "but the record itself is fictional"
    )


def test_word_for_word_and_restated_are_both_of_the_real_world(world: World) -> None:
    world.record(
        tell(SourceCited, reference="REAL", title="x", standing=Standing.VERBATIM),
        tell(RegionNamed, reference="R2", name="x", **REAL),
    )

    assert world.row("regions", "R2")["standing"] == "RESTATED"


@pytest.mark.parametrize("until", ["2007-04-01", "2007-03-31"])
def test_a_term_ends_after_it_began(world: World, until: str) -> None:
    assert world.refusal(target("T2", from_="2007-04-01", until=until)) == (
        f"INVALID: it ends on {until} but begins on 2007-04-01"
    )
    world.record(target("T2", from_="2007-04-01", until="2007-04-02"))


def test_the_actor_is_a_partner_on_record(world: World) -> None:
    assert world.refused(target("T2"), author=Author("NOBODY", Role.PARTNER)) == (
        Refusal(
            RefusalCode.NOT_FOUND,
            "the actor NOBODY is not among the partners on record",
            "Record the partner first, or leave the actor out",
            field="actor",
            value="NOBODY",
        ),
    )

    world.record(target("T2"), author=Author("COUNCIL", Role.COUNCIL))

    assert [world.entry(number)["actor"] for number in (16, 17)] == [None, "COUNCIL"]


@pytest.fixture
def two(world: World) -> World:
    """A world with a second agreement and, in each, what other records hang on."""
    for laa, number in (("LAA", 1), ("LAA2", 2)):
        talks = "TALKS" if number == 1 else "TALKS2"
        if number == 2:
            world.record(
                tell(AgreementMade, reference=laa, title="x", area="AREA"),
                target("T2", agreement=laa),
                tell(NegotiationOpened, reference=talks, title="x", agreement=laa),
            )
        protocol, proposal = f"PROTOCOL{number}", f"P{number}"
        world.record(
            tell(TargetDerived, target=f"T{number}", goal="PSA23", how=DerivationKind.ADOPTED),
            tell(MeasurementReported, target=f"T{number}", period="2007-08"),
            tell(ProtocolAdopted, reference=protocol, title="x", agreement=laa, version=1),
            tell(ClauseAgreed, protocol=protocol, number="1", kind=ClauseKind.PROBITY, text="x"),
            tell(
                AgreementRevised, reference=f"R{number}", agreement=laa, title="x", on="2008-04-01"
            ),
            tell(RoundSet, negotiation=talks, number=1, title="x"),
            tell(
                ProposalMade,
                reference=proposal,
                negotiation=talks,
                by="COUNCIL",
                title="x",
                text="x",
                subject=ProposalSubject.OTHER,
            ),
            tell(RequestMade, proposal=proposal, number=1, text="x"),
        )
    return world


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (
            tell(MeasureScrapped, derivation="T2/PSA23", target="T1", measure="NI16"),
            "T2/PSA23 belongs to target T2, not to T1",
        ),
        (
            tell(MeasurementReported, target="T1", period="2008-09", revises="T2/2007-08/unstated"),
            "T2/2007-08/unstated belongs to target T2, not to T1",
        ),
        (
            tell(
                ProtocolAdopted, reference="X", title="x", agreement="LAA", version=1, target="T2"
            ),
            "T2 belongs to agreement LAA2, not to LAA",
        ),
        (
            tell(
                ProtocolAdopted,
                reference="X",
                title="x",
                agreement="LAA",
                version=2,
                supersedes="PROTOCOL2",
            ),
            "PROTOCOL2 belongs to agreement LAA2, not to LAA",
        ),
        (
            tell(
                AnswerStepAgreed,
                protocol="PROTOCOL1",
                order=1,
                duty=Duty.AUDITS,
                clause="PROTOCOL2/1",
            ),
            "PROTOCOL2/1 belongs to protocol PROTOCOL2, not to PROTOCOL1",
        ),
        (
            tell(NegotiationOpened, reference="X", title="x", agreement="LAA", revision="R2"),
            "R2 belongs to agreement LAA2, not to LAA",
        ),
        (
            tell(DeadlineSet, negotiation="TALKS", title="x", round="TALKS2/1"),
            "TALKS2/1 belongs to negotiation TALKS2, not to TALKS",
        ),
        (
            tell(
                ProposalMade,
                reference="X",
                negotiation="TALKS",
                by="COUNCIL",
                title="x",
                text="x",
                subject=ProposalSubject.OTHER,
                supersedes="P2",
            ),
            "P2 belongs to negotiation TALKS2, not to TALKS",
        ),
        (
            tell(
                ResponseGiven,
                proposal="P1",
                request="P2/1",
                by="GO",
                outcome=Outcome.AGREED,
                stated="yes",
            ),
            "P2/1 belongs to proposal P2, not to P1",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_records_that_belong_to_another_are_not_named(two: World, act: Any, refusal: str) -> None:
    assert two.refusal(act) == f"INVALID: {refusal}"


def test_a_record_cannot_name_itself_before_it_is_there(world: World) -> None:
    assert (
        world.refusal(
            tell(
                AreaRecorded, reference="A2", name="x", kind=AreaKind.WARD, region="R", within="A2"
            )
        )
        == "NOT_FOUND: within names A2, which is not among the areas on record"
    )
