"""Figures are of one world: what is real is never added to what is made up."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from registry.acts import (
    Act,
    AgreementMade,
    AllocationMade,
    AreaRecorded,
    ContributionMade,
    NegotiationOpened,
    PartnerRecorded,
    PoolFormed,
    ProposalMade,
    RegionNamed,
    SourceCited,
    StreamNamed,
    TargetSet,
)
from registry.vocabulary import (
    AreaKind,
    ContributionTerms,
    PartnerKind,
    Pence,
    ProposalSubject,
    Standing,
    World,
)
from tests.registry.world import tell
from tests.schema.asking import Asking

ASKED = """
query Asked($world: World!, $filter: ProposalFilter) {
  proposalStatistics(world: $world, by: [PROPOSER], filter: $filter) {
    world total { proposals says } groups { keys { value } figures { proposals } }
  }
  contributed: fundingStatistics(world: $world, by: [CONTRIBUTOR]) {
    world total { pools contributed { amount } } groups { keys { value } }
  }
  allocated: fundingStatistics(world: $world, by: [TARGET]) {
    total { allocated { amount } } groups { keys { value } }
  }
}
"""
UNASKED = """{
  proposalStatistics { world total { proposals } }
  fundingStatistics { world total { pools } }
}"""
LISTED = """
query Listed($world: World!) {
  proposals(filter: { world: $world }) { totalCount }
  findings(filter: { world: $world, kind: NO_PROTOCOL }) { totalCount nodes { standing } }
}
"""


def money(pool: str, partner: str, stream: str, pounds: str, **fields: Any) -> Act:
    contributed: Act = tell(
        ContributionMade,
        pool=pool,
        partner=partner,
        stream=stream,
        amount=Pence.read(pounds),
        terms=ContributionTerms.POOLED,
        **fields,
    )
    return contributed


def asked(negotiation: str, by: str, *references: str, **fields: Any) -> list[Act]:
    return [
        tell(
            ProposalMade,
            reference=reference,
            negotiation=negotiation,
            by=by,
            at="2008-01-10",
            title="Ask",
            text="We ask.",
            subject=ProposalSubject.FREEDOM,
            **fields,
        )
        for reference in references
    ]


def real() -> list[Act]:
    """A real agreement, as a document restates it, with two proposals and a pool."""
    how = {"standing": Standing.RESTATED, "source": "PAPER"}
    return [
        tell(SourceCited, reference="PAPER", title="A paper", standing=Standing.RESTATED),
        tell(RegionNamed, reference="NW", name="North West", **how),
        tell(AreaRecorded, reference="LAN", name="Lancashire", kind=AreaKind.COUNTY,
             region="NW", **how),
        tell(PartnerRecorded, reference="LCC", name="Council", kind=PartnerKind.COUNCIL,
             area="LAN", **how),
        tell(AgreementMade, reference="LAN-LAA", title="The real one", area="LAN", **how),
        tell(TargetSet, reference="LAN-T1", title="Less crime", agreement="LAN-LAA", **how),
        tell(NegotiationOpened, reference="LAN-N", title="x", agreement="LAN-LAA", **how),
        *asked("LAN-N", "LCC", "LAN-P1", "LAN-P2", **how),
        tell(StreamNamed, reference="SSCF", title="Stronger", **how),
        tell(PoolFormed, reference="LAN-POOL", title="The pot", agreement="LAN-LAA",
             financial_year="2007-08", **how),
        money("LAN-POOL", "LCC", "SSCF", "700", **how),
        tell(AllocationMade, pool="LAN-POOL", target="LAN-T1", amount=Pence.read("600"), **how),
    ]  # fmt: skip


def made_up() -> list[Act]:
    return [
        *asked("TALKS", "COUNCIL", "P1", "P2", "P3"),
        money("POOL", "PCT", "GRANT", "10"),
        tell(AllocationMade, pool="POOL", target="T1", amount=Pence.read("9")),
    ]


@pytest.fixture
def both(registers: Callable[..., AbstractContextManager[Asking]]) -> Any:
    with registers(*real(), *made_up()) as asking:
        yield asking


def test_figures_are_of_what_is_real_unless_another_world_is_asked_for(both: Asking) -> None:
    assert both.data(UNASKED) == {
        "proposalStatistics": {"world": "REAL", "total": {"proposals": 2}},
        "fundingStatistics": {"world": "REAL", "total": {"pools": 1}},
    }


@pytest.mark.parametrize(
    ("world", "proposed", "put_in", "given"),
    [
        ("REAL", ("LCC", 2), ("LCC", "700.00"), ("LAN-T1", "600.00")),
        ("FICTIONAL", ("COUNCIL", 3), ("PCT", "10.00"), ("T1", "9.00")),
    ],
)
def test_no_figure_and_no_group_is_of_another_world(
    both: Asking,
    world: str,
    proposed: tuple[str, int],
    put_in: tuple[str, str],
    given: tuple[str, str],
) -> None:
    council, proposals = proposed
    contributor, contributed = put_in
    target, allocated = given
    for narrowed in (None, {"subject": "FREEDOM"}):
        found = both.data(ASKED, world=world, filter=narrowed)
        statistics = found["proposalStatistics"]
        assert statistics["world"] == found["contributed"]["world"] == world
        assert statistics["total"]["proposals"] == proposals
        assert statistics["groups"] == [
            {"keys": [{"value": council}], "figures": {"proposals": proposals}}
        ]
        assert found["contributed"]["total"] == {"pools": 1, "contributed": {"amount": contributed}}
        assert found["contributed"]["groups"] == [{"keys": [{"value": contributor}]}]
        assert found["allocated"]["total"] == {"allocated": {"amount": allocated}}
        assert found["allocated"]["groups"] == [{"keys": [{"value": target}]}]


def test_of_a_world_without_records_nothing_is_counted(both: Asking) -> None:
    found = both.data(ASKED, world="SYNTHETIC")

    assert found["proposalStatistics"]["total"]["proposals"] == 0
    assert found["contributed"]["total"] == {"pools": 0, "contributed": None}


def test_lists_are_filtered_by_world_so_that_their_totals_do_not_mix(both: Asking) -> None:
    assert both.data(LISTED, world="REAL") == {
        "proposals": {"totalCount": 2},
        "findings": {"totalCount": 1, "nodes": [{"standing": "RESTATED"}]},
    }
    assert both.data(LISTED, world="FICTIONAL")["proposals"] == {"totalCount": 3}


def test_each_standing_is_of_one_world() -> None:
    assert sorted(each for world in World for each in world.standings) == sorted(Standing)
