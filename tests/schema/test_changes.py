"""What was recorded: by time, act, kind, agreement, area and actor, and what each act said."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from registry.acts import AgreementSigned, MeasurementReported, MilestoneSet, ProposalMade
from registry.models import Entry
from registry.vocabulary import ProposalSubject
from tests.registry.test_corrections import correction
from tests.registry.test_redactions import redaction
from tests.registry.world import World, setting, target, tell
from tests.schema.asking import Asking

CHANGES = """query C(
  $from: DateTime, $until: DateTime, $filter: EntryFilter, $after: Cursor, $first: Int = 100
) {
  changes(
    recordedFrom: $from, recordedUntil: $until, filter: $filter, after: $after, first: $first
  ) { totalCount nodes { number act } pageInfo { hasNextPage endCursor } }
}"""


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    world = World(database_url)
    with closing(world.registry):
        world.record(*setting())
        yield world


def numbers(world: World, **asked: Any) -> list[int]:
    found = Asking(world.registry).data(CHANGES, **asked)["changes"]
    assert found["totalCount"] == len(found["nodes"])
    return [node["number"] for node in found["nodes"]]


def test_changes_are_those_recorded_between_two_instants(world: World) -> None:
    (first,) = world.record(target("T2")).entries
    at = world.position().recorded_at
    (second,) = world.record(target("T3")).entries
    later = world.position().recorded_at

    assert numbers(world, **{"from": at}) == [first, second]
    assert numbers(world, **{"from": at, "until": later}) == [first]
    assert numbers(world, **{"from": later}) == [second]
    assert numbers(world, until="2020-01-01T00:00:00Z") == []


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({"act": ["PoolFormed", "TargetSet"]}, ["TargetSet", "PoolFormed"]),
        ({"kind": "pools"}, ["PoolFormed"]),
        ({"about": ["T1", "LAA"]}, ["AgreementMade", "TargetSet", "MilestoneSet"]),
        ({"actor": "COUNCIL"}, []),
        (
            {"agreement": "LAA"},
            ["AgreementMade", "TargetSet", "PoolFormed", "NegotiationOpened", "MilestoneSet"],
        ),
        (
            {"area": "AREA", "not": {"act": "MilestoneSet"}},
            ["AreaRecorded", "AgreementMade", "TargetSet", "PoolFormed", "NegotiationOpened"],
        ),
        ({"agreement": "NONE"}, []),
        ({"or": [{"kind": "regions"}, {"kind": "streams"}]}, ["RegionNamed", "StreamNamed"]),
    ],
)
def test_changes_are_filtered_by_what_they_are_about(
    world: World, asked: dict[str, Any], acts: list[str]
) -> None:
    world.record(tell(MilestoneSet, target="T1", period="2007-08", aim_stated="5"))

    found = Asking(world.registry).data(CHANGES, filter=asked)["changes"]

    assert [node["act"] for node in found["nodes"]] == acts
    assert found["totalCount"] == len(acts)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"act": ["MilestoneSet", "Milestone"]}, "'Milestone' is no act; name acts such as"),
        ({"or": [{"act": "milestoneset"}]}, "'milestoneset' is no act; name acts such as"),
        ({"kind": "Target"}, "'Target' is no kind of record; name kinds such as targets or"),
        ({"not": {"kind": ""}}, "'' is no kind of record; name kinds such as targets or partners"),
    ],
)
def test_a_word_that_no_entry_can_have_is_refused(
    asking: Asking, asked: dict[str, Any], told: str
) -> None:
    for _ in ("as a new question", "by the plan that was kept"):
        answer = asking.ask(CHANGES, filter=asked)

        (error,) = answer.errors
        assert told in error["message"]
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "ARGUMENT"}
        assert answer.data is None
        assert asking.statements == []


def test_a_financial_year_in_another_notation_is_refused(asking: Asking) -> None:
    asked = "query Y($y: [String!]) { pools(filter: { financialYear: $y }) { totalCount } }"

    assert asking.data(asked, y=["2007-08"])["pools"]["totalCount"] == 1
    (error,) = asking.ask(asked, y=["2007-08", "2008/09"]).errors
    assert error["message"] == "'2008/09' is no financial year; write 2007-08"


def test_filtered_changes_are_paged(asking: Asking) -> None:
    asked = {"filter": {"agreement": "EXS-LAA-2007"}}
    whole = asking.data(CHANGES, **asked)["changes"]
    first = asking.data(CHANGES, first=3, **asked)["changes"]
    then = asking.data(CHANGES, first=3, after=first["pageInfo"]["endCursor"], **asked)["changes"]

    assert whole["totalCount"] > 100
    assert first["nodes"] + then["nodes"] == whole["nodes"][:6]


CONTENT = """{ changes(filter: { about: "T1" }) {
  nodes { act redacted content { name value meaning } } } }"""


def test_an_entry_tells_what_its_act_said(world: World) -> None:
    world.record(tell(MilestoneSet, target="T1", period="2007-08", aim_stated="5 of 10"))

    entries = Asking(world.registry).data(CONTENT)["changes"]["nodes"]

    said = {field["name"]: field["value"] for field in entries[-1]["content"]}
    assert said == {
        "reference": "T1/2007-08",
        "standing": "FICTIONAL",
        "source": "S",
        "target": "T1",
        "period": "2007-08",
        "aim_stated": "5 of 10",
    }
    meanings = {field["name"]: field["meaning"] for field in entries[-1]["content"]}
    assert meanings["aim_stated"] == "What is aimed at, as the source words it"


def test_words_that_were_taken_off_are_in_no_content(world: World) -> None:
    (entry,) = world.record(target("T9", title="Detain Mr Private")).entries
    world.record(redaction("targets", "T9", entry, "title"))

    found = Asking(world.registry).data(CONTENT.replace('"T1"', '"T9"'))["changes"]["nodes"]

    assert [node["act"] for node in found] == ["TargetSet", "Redacted"]
    assert found[0]["redacted"] is True
    assert {f["name"]: f["value"] for f in found[0]["content"]}["title"] == "[redacted]"
    assert "Private" not in str(found)
    assert "remains" not in {field["name"] for field in found[1]["content"]}


AGREEMENT = """query A(
  $from: Date, $until: Date, $known: DateTime, $after: Cursor, $root: DateTime
) {
  agreement(by: { reference: "LAA" }, knownAt: $root) {
    changes(from: $from, until: $until, knownAt: $known, after: $after, first: 3) {
      totalCount nodes { act number } pageInfo { hasNextPage endCursor }
    }
  }
}"""


def happened(world: World, **asked: Any) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        agreement = Asking(world.registry).data(AGREEMENT, after=after, **asked)["agreement"]
        page = agreement["changes"]
        found += [node["act"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(found)
            return found


@pytest.fixture
def story(world: World) -> World:
    world.record(
        tell(AgreementSigned, agreement="LAA", partner="COUNCIL", signed_on="2007-03-30"),
        tell(
            MeasurementReported, target="T1", period="2007-08", value_stated="5",
            reported_on="2008-05-01",
        ),
        tell(
            ProposalMade, reference="P", negotiation="TALKS", by="COUNCIL", at="2006-12-01",
            title="Asked", text="Asked", subject=ProposalSubject.FREEDOM,
        ),
        tell(MilestoneSet, target="T1", period="2007-08", aim_stated="5"),
    )  # fmt: skip
    return world


def test_changes_of_an_agreement_are_of_all_that_belongs_to_it(story: World) -> None:
    assert happened(story) == [
        "AgreementMade",
        "TargetSet",
        "PoolFormed",
        "NegotiationOpened",
        "AgreementSigned",
        "MeasurementReported",
        "ProposalMade",
        "MilestoneSet",
    ]


def test_between_two_days_they_go_by_the_acts_own_days(story: World) -> None:
    assert happened(story, **{"from": "0001-01-01"}) == [
        "ProposalMade",
        "AgreementSigned",
        "AgreementMade",
        "MeasurementReported",
    ]
    assert happened(story, **{"from": "2007-01-01", "until": "2007-04-02"}) == [
        "AgreementSigned",
        "AgreementMade",
    ]
    assert happened(story, until="2007-04-01") == ["ProposalMade", "AgreementSigned"]
    assert happened(story, **{"from": "2030-01-01"}) == []


def test_the_other_clock_is_that_of_the_register(story: World) -> None:
    before = story.position().recorded_at
    story.record(tell(AgreementSigned, agreement="LAA", partner="PCT", signed_on="2007-03-30"))

    bounds = {"from": "2007-01-01", "until": "2007-04-01"}
    assert happened(story, **bounds) == ["AgreementSigned", "AgreementSigned"]
    assert happened(story, known=before, **bounds) == ["AgreementSigned"]
    assert happened(story, root=before, **bounds) == ["AgreementSigned"]
    assert len(happened(story, known=before)) == 8


def test_a_corrected_day_is_the_day_that_counts(story: World) -> None:
    story.record(correction("agreement_signatures", "LAA/COUNCIL", "signed_on", "2007-06-01"))

    assert happened(story, **{"from": "2007-05-01", "until": "2007-07-01"}) == ["AgreementSigned"]
    assert "Corrected" in happened(story)


def test_a_change_of_a_revision_counts_on_the_day_of_the_revision(asking: Asking) -> None:
    found = asking.data(
        """{ agreement(by: { reference: "EXS-LAA-2007" }) {
               changes(from: "2008-04-01", until: "2008-04-02", first: 100) {
                 nodes { number act } } } }"""
    )["agreement"]["changes"]["nodes"]

    assert {"AgreementRevised", "TargetChanged", "AccountabilityTaken"} <= {
        node["act"] for node in found
    }
    assert len({node["number"] for node in found}) == len(found)


def test_every_entry_about_an_agreement_is_counted_once(asking: Asking) -> None:
    by_filter = asking.data(CHANGES, filter={"agreement": "EXS-LAA-2007"})["changes"]
    of_agreement = asking.data(
        '{ agreement(by: { reference: "EXS-LAA-2007" }) { changes { totalCount } } }'
    )["agreement"]["changes"]
    with asking.registry.reading() as session:
        every = session.connection.execute(select(Entry.number)).scalars().all()

    assert of_agreement["totalCount"] == by_filter["totalCount"] < len(every)
