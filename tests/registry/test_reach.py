"""How far the sources about a record reach: their silence says nothing beyond that day."""

from typing import Any

import pytest
from sqlalchemy import select

from registry.acts import MilestoneSet, ProposalMade, RequestMade, ResponseGiven, SourceCited
from registry.reading import View, days_waiting, reach_of
from registry.vocabulary import Outcome, ProposalSubject
from tests.registry.world import World, lead, target, tell

TODAY = "2026-12-01"


def reach(world: World, kind: str, reference: str, day: str = TODAY) -> Any:
    view = View(day)
    table = view.table(kind)
    found = select(reach_of(view, kind, table).label("reach"))
    (row,) = world.ask(found.where(table.c.reference == reference))
    return row["reach"]


def waited(world: World, day: str = TODAY) -> Any:
    view = View(day)
    table = view.table("proposals")
    found = select(days_waiting(view, table).label("days")).where(table.c.reference == "P")
    (row,) = world.ask(found)
    return row["days"]


@pytest.fixture
def asked(world: World) -> World:
    """A proposal of a council paper of 24 January 2003, made ten days before."""
    world.record(
        tell(SourceCited, reference="PAPER", title="Council paper", published_on="2003-01-24"),
        tell(
            ProposalMade,
            reference="P",
            negotiation="TALKS",
            by="COUNCIL",
            at="2003-01-14",
            title="Ask",
            text="We ask.",
            subject=ProposalSubject.FREEDOM,
            source="PAPER",
        ),
    )
    return world


def test_a_proposal_waits_as_far_as_the_paper_that_lists_it_reaches(asked: World) -> None:
    assert reach(asked, "proposals", "P") == "2003-01-24"
    assert waited(asked) == 10
    # As of a day before the paper came out, the paper speaks of that day.
    assert reach(asked, "proposals", "P", "2003-01-20") == "2003-01-20"
    assert waited(asked, "2003-01-20") == 6


def test_a_later_source_that_still_lists_it_reaches_further(asked: World) -> None:
    asked.record(
        tell(SourceCited, reference="LATER", title="Later paper", published_on="2004-01-14"),
        tell(RequestMade, proposal="P", number=1, text="Still open", source="LATER"),
    )

    assert reach(asked, "proposals", "P") == "2004-01-14"
    assert waited(asked) == 365


def test_what_came_later_says_nothing_of_an_earlier_day(asked: World) -> None:
    asked.record(
        tell(
            ResponseGiven,
            proposal="P",
            by="GO",
            at="2004-01-14",
            outcome=Outcome.REJECTED,
            stated="No",
        )
    )

    assert waited(asked, "2003-12-31") == 10
    assert waited(asked) == 365


def test_sources_that_name_no_day_reach_to_the_last_day_that_they_tell(world: World) -> None:
    world.record(target("T2"), tell(MilestoneSet, target="T2", period="2007-08", aim_number="1"))
    assert reach(world, "targets", "T2") is None

    world.record(lead("POLICE", "2007-04-01", target="T2", until="2009-01-01"))
    assert reach(world, "targets", "T2") == "2007-04-01"
    assert reach(world, "targets", "T2", "2007-03-31") is None
