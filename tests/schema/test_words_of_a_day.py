"""As of a day every word is the one that held on that day, and nothing later is listed."""

from typing import Any

import pytest

from tests.schema.asking import Asking

TARGET = """
query Target($on: Date, $known: DateTime) {
  target(by: { reference: "EXS-T1" }, asOf: $on, knownAt: $known) {
    targetStated
    changes { was value revision { on } }
    leads { from until }
    designations { designation from until }
  }
}
"""
BEFORE, AFTER = "12.0 per 1,000 households in 2009-10", "11.5 per 1,000 households in 2009-10"


@pytest.mark.parametrize(
    ("on", "stated", "changes"),
    [
        ("2007-05-01", BEFORE, []),
        ("2008-03-31", BEFORE, []),
        ("2008-04-01", AFTER, [{"was": BEFORE, "value": AFTER, "revision": {"on": "2008-04-01"}}]),
        (None, AFTER, [{"was": BEFORE, "value": AFTER, "revision": {"on": "2008-04-01"}}]),
    ],
)
def test_a_target_says_what_it_said_before_the_refresh(
    asking: Asking, on: str | None, stated: str, changes: list[Any]
) -> None:
    target = asking.data(TARGET, on=on)["target"]

    assert target["targetStated"] == stated
    assert target["changes"] == changes


def test_both_times_of_a_target_hold_together(asking: Asking) -> None:
    known = "2026-12-31T00:00:00Z"

    assert asking.data(TARGET, on="2007-05-01", known=known)["target"]["targetStated"] == BEFORE
    assert asking.data(TARGET, on="2008-04-01", known=known)["target"]["targetStated"] == AFTER


AGREEMENT = """
query Agreement($on: Date) {
  agreement(by: { reference: "EXS-LAA-2007" }, asOf: $on) {
    revisions { on consents { on } changes { field } designations { from } }
  }
}
"""


def test_the_refresh_and_its_consents_are_not_listed_before_it_came(asking: Asking) -> None:
    assert asking.data(AGREEMENT, on="2007-05-01") == {"agreement": {"revisions": []}}
    (revision,) = asking.data(AGREEMENT, on="2008-04-01")["agreement"]["revisions"]
    assert revision["on"] == "2008-04-01"
    assert [consent["on"] for consent in revision["consents"]] == [
        "2008-03-19",
        "2008-03-19",
        "2008-03-20",
        "2008-03-20",
        "2008-03-25",
    ]


def test_terms_that_began_later_are_not_listed(asking: Asking) -> None:
    # The act by which the police took the lead says itself until when.
    first = {"from": "2007-04-01", "until": "2008-04-01"}

    assert asking.data(TARGET, on="2007-05-01")["target"]["leads"] == [first]
    assert asking.data(TARGET, on="2008-04-01")["target"]["leads"] == [
        first,
        {"from": "2008-04-01", "until": None},
    ]
