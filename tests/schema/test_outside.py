"""What of each stream is paid through agreements and what stands outside, by area and year."""

from typing import Any

import pytest

from tests.schema.asking import Asking

OUTSIDE = """query O($by: [FundingGrouping!]!, $filter: PoolFilter, $world: World = FICTIONAL) {
  fundingStatistics(by: $by, filter: $filter, world: $world) {
    total { granted { amount } outside { amount } grantsUnstated contributed { amount } }
    groups(orderBy: OUTSIDE, first: 100) {
      keys { value } figures { granted { amount } outside { amount } grantsUnstated pools }
    }
  }
}"""


def figures(asking: Asking, *by: str, **asked: Any) -> dict[tuple[str, ...], list[Any]]:
    found = asking.data(OUTSIDE, by=by, **asked)["fundingStatistics"]
    return {
        tuple(key["value"] for key in group["keys"]): [
            *(
                amount and amount["amount"]
                for amount in (group["figures"]["granted"], group["figures"]["outside"])
            ),
            group["figures"]["grantsUnstated"],
        ]
        for group in found["groups"]
    }


def test_each_stream_says_what_stands_outside_and_of_how_much_nothing_is_said(
    asking: Asking,
) -> None:
    assert figures(asking, "STREAM", "FINANCIAL_YEAR", filter={"financialYear": "2007-08"}) == {
        ("EXS-STREAM-SKILLS", "2007-08"): ["750000.00", "750000.00", 0],
        ("EXS-STREAM-SAFER", "2007-08"): ["1200000.00", "300000.00", 0],
        ("EXS-STREAM-NEIGHBOURHOODS", "2007-08"): ["600000.00", "0.00", 0],
        ("EXS-STREAM-CARE", "2007-08"): [None, None, None],
        ("EXS-STREAM-COUNCIL", "2007-08"): [None, None, None],
    }
    # Of the skills of 2008 no source says what is paid through the agreement.
    year = figures(asking, "STREAM", filter={"financialYear": "2008-09"})
    assert year[("EXS-STREAM-SKILLS",)] == ["770000.00", None, 1]


def test_the_total_and_the_area_add_up_what_is_said(asking: Asking) -> None:
    total = asking.data(OUTSIDE, by=[])["fundingStatistics"]["total"]

    assert total == {
        "granted": {"amount": "4745000.00"},
        "outside": {"amount": "1350000.00"},
        "grantsUnstated": 1,
        "contributed": {"amount": "4050000.00"},
    }
    assert figures(asking, "AREA") == {
        ("EXS-EXAMPLESHIRE",): ["4745000.00", "1350000.00", 1],
    }
    assert figures(asking, "AREA", filter={"area": "NONE"}) == {}


@pytest.mark.parametrize("world", ["REAL", "SYNTHETIC"])
def test_grants_are_of_the_world_that_is_asked_for(asking: Asking, world: str) -> None:
    found = asking.data(OUTSIDE, by="STREAM", world=world)["fundingStatistics"]

    assert found["total"]["granted"] is None
    assert found["groups"] == []


def test_what_no_grant_says_is_left_empty(asking: Asking) -> None:
    by_pool = asking.data(OUTSIDE, by="POOL", filter={"area": "EXS-EXAMPLESHIRE"})
    of_agreement = asking.data(OUTSIDE, by="STREAM", filter={"agreement": "EXS-LAA-2007"})

    groups = by_pool["fundingStatistics"]["groups"]
    assert len(groups) == 2
    assert {str(group["figures"]["outside"]) for group in groups} == {"None"}
    assert of_agreement["fundingStatistics"]["total"]["outside"] is None


def test_streams_that_are_in_no_pool_are_groups_only_where_grants_are_asked_for(
    asking: Asking,
) -> None:
    found = asking.data(
        """{ fundingStatistics(by: STREAM, world: FICTIONAL) {
               groupCount groups { keys { value } figures { contributed { amount } } } } }"""
    )["fundingStatistics"]

    assert found["groupCount"] == 4
    assert len(figures(asking, "STREAM")) == 5
