"""A correction tells what it is about, which field, what it said, what it says, and why."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from registry.acts import Corrected, GrantPaid, MeasurementReported, MilestoneSet
from registry.vocabulary import Pence
from tests.registry.world import tell
from tests.schema.asking import Asking

CORRECTIONS = """{
  target(by: { reference: "T1" }) {
    corrections { ...mended }
    history(last: 3) { totalCount nodes { act } }
  }
  changes(filter: { act: "Corrected" }) { nodes { summary about { uri } } }
}
fragment mended on Correction {
  kind field was value reason by { name } entry { number act }
  record { __typename reference }
}
"""


def corrected(kind: str, record: str, field: str, value: str | None) -> Any:
    return tell(Corrected, kind=kind, record=record, field=field, value=value, reason="misprint")


@pytest.fixture
def mended(registers: Callable[..., AbstractContextManager[Asking]]) -> Any:
    """A title and an aim that were corrected, the aim twice; and what nobody corrected."""
    acts = [
        tell(MilestoneSet, target="T1", period="2007-08", aim_number="54.5"),
        tell(MeasurementReported, target="T1", period="2007-08", value_number="9"),
        corrected("milestones", "T1/2007-08", "aim_number", "54.7"),
        corrected("targets", "T1", "title", "Fewer burglaries"),
        corrected("milestones", "T1/2007-08", "aim_number", None),
    ]
    with registers(*acts) as asking:
        yield asking


def test_a_target_tells_its_corrections_and_those_of_what_belongs_to_it(mended: Asking) -> None:
    found = mended.data(CORRECTIONS)["target"]["corrections"]

    assert [(each["kind"], each["field"], each["was"], each["value"]) for each in found] == [
        ("milestones", "aim_number", "54.5", "54.7"),
        ("targets", "title", "Target T1", "Fewer burglaries"),
        ("milestones", "aim_number", "54.7", None),
    ]
    assert [each["record"] for each in found] == [
        {"__typename": "Milestone", "reference": "T1/2007-08"},
        {"__typename": "Target", "reference": "T1"},
        {"__typename": "Milestone", "reference": "T1/2007-08"},
    ]
    assert {(each["reason"], each["by"], each["entry"]["act"]) for each in found} == {
        ("misprint", None, "Corrected")
    }


def test_the_history_of_a_target_holds_the_corrections_of_what_belongs_to_it(
    mended: Asking,
) -> None:
    history = mended.data(CORRECTIONS)["target"]["history"]

    # Set, a milestone, a measurement, and three corrections: two of them of the milestone.
    assert history == {"totalCount": 6, "nodes": [{"act": "Corrected"}] * 3}


def test_an_entry_says_what_was_corrected_to_what_and_why(mended: Asking) -> None:
    entries = mended.data(CORRECTIONS)["changes"]["nodes"]

    assert [entry["summary"] for entry in entries] == [
        "A mistake in the record was corrected: aim number of milestones T1/2007-08 says “54.7” "
        "now (misprint).",
        "A mistake in the record was corrected: title of targets T1 says “Fewer burglaries” now "
        "(misprint).",
        "A mistake in the record was corrected: aim number of milestones T1/2007-08 says nothing "
        "now (misprint).",
    ]
    assert None not in [entry["about"] for entry in entries]


def test_as_it_was_known_before_nothing_was_corrected(mended: Asking) -> None:
    question = """{
      target(by: { reference: "T1" }, knownAt: "2026-01-01T00:00:03Z") {
        title corrections { field }
      }
    }"""

    assert mended.data(question)["target"] == {"title": "Target T1", "corrections": []}


def test_money_and_flags_are_told_as_files_write_them(
    registers: Callable[..., AbstractContextManager[Asking]],
) -> None:
    grant = tell(
        GrantPaid, stream="GRANT", area="AREA", financial_year="2007-08", amount=Pence(1250)
    )
    with registers(grant, corrected("grants", grant.reference, "amount", "13.50")) as asking:
        question = """query Grants($id: ID!) { node(id: $id) { ... on Resource {
          corrections { field was value }
        } } }"""
        (entry,) = asking.data(
            '{ changes(filter: { act: "Corrected" }) { nodes { about { id } } } }'
        )["changes"]["nodes"]

        assert asking.data(question, id=entry["about"]["id"])["node"]["corrections"] == [
            {"field": "amount", "was": "12.50", "value": "13.50"}
        ]
