"""A pool drawn of what its agreement's page asks for."""

from typing import Any

import pytest

from web.site.charts import draw_money_of


def paid(name: str, amount: str) -> dict[str, Any]:
    return {"from": {"uri": f"/partners/{name}", "title": name}, "amount": {"amount": amount}}


def given(name: str, amount: str) -> dict[str, Any]:
    return {"target": {"uri": f"/targets/{name}", "title": name}, "amount": {"amount": amount}}


def pool(*rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "Safer communities",
        "financialYear": "2007-08",
        "contributions": [row for row in rows if "from" in row],
        "allocations": [row for row in rows if "target" in row],
    }


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [paid("Council", "500000"), paid("Police", "250000.50"), given("T1", "700000")],
            "£750k paid in by 2 bodies is on record; £700k is allocated to 1 target, £50k to none.",
        ),
        (
            [paid("Council", "500"), paid("Council", "250"), given("T1", "750")],
            "£750 paid in by 1 body is on record; £750 is allocated to 1 target.",
        ),
        (
            [paid("Council", "500"), given("T1", "300"), given("T2", "300")],
            "£500 paid in by 1 body is on record; £600 is allocated to 2 targets,"
            " £100 more than was paid in.",
        ),
        (
            [paid("Council", "1")],
            "£1 paid in by 1 body is on record; no allocation to a target is.",
        ),
    ],
)
def test_one_sentence_adds_up_what_was_paid_in_and_given(
    rows: list[dict[str, Any]], says: str
) -> None:
    chart = draw_money_of(pool(*rows), "money")

    assert chart is not None
    assert chart.takeaway == says


def test_a_body_that_pays_twice_is_one_bar_and_what_is_left_is_another() -> None:
    chart = draw_money_of(
        pool(paid("Council", "1000"), paid("Council", "500"), given("T1", "600")), "money"
    )

    assert chart is not None
    assert "<title>Council → Pool of 2007-08: £1.5k</title>" in chart.svg
    assert "<title>Pool of 2007-08 → not allocated: £900</title>" in chart.svg


def test_of_many_bodies_the_smallest_are_one_bar() -> None:
    rows = [paid(f"Body {number}", str(number)) for number in range(1, 31)]
    chart = draw_money_of(pool(*rows), "money")

    assert chart is not None
    assert "<title>21 others: £231</title>" in chart.svg
    assert chart.takeaway.startswith("£465 paid in by 30 bodies")


def test_a_pool_without_money_has_no_chart() -> None:
    assert draw_money_of(pool(), "money") is None
