"""The requests of docs/how-to/three-applications.md, sent as they are written there."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import schema
from tests.schema.asking import Asking

DOCUMENT = Path(schema.__file__).parents[1] / "docs/how-to/three-applications.md"
BLOCKS = re.findall(
    r"^```graphql\n(.*?)^```\n\n```json\n(.*?)^```$",
    DOCUMENT.read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
QUESTIONS = {
    re.findall(r"query (\w+)", question)[0]: (question, json.loads(variables))
    for question, variables in BLOCKS
}


def answer(asking: Asking, name: str, **changed: Any) -> Any:
    question, variables = QUESTIONS[name]
    return asking.data(question, **{**variables, **changed})


def test_the_page_has_these_requests_and_no_others() -> None:
    assert list(QUESTIONS) == ["Waiting", "OfGroup", "Changed", "Happened", "Area"]
    assert DOCUMENT.read_text(encoding="utf-8").count("```graphql") == len(QUESTIONS)


def test_what_waits_is_counted_by_department_and_listed_longest_first(asking: Asking) -> None:
    data = answer(asking, "Waiting")

    groups = data["proposalStatistics"]["groups"]
    assert {group["keys"][0]["value"]: group["figures"]["unanswered"] for group in groups} == {
        "EXS-DEPT": 2,
        None: 1,
    }
    assert data["proposalStatistics"]["total"] == {"unanswered": 3}
    waits = [proposal["daysWaiting"] for proposal in data["proposals"]["nodes"]]
    assert len(waits) == data["proposals"]["totalCount"] == 3
    assert waits == sorted(waits, reverse=True)
    assert all("on record" in proposal["statusSays"] for proposal in data["proposals"]["nodes"])


@pytest.mark.parametrize(("department", "count"), [(None, 1), ("EXS-DEPT", 2), ("EXS-GO", 0)])
def test_a_group_is_opened_by_its_key(asking: Asking, department: str | None, count: int) -> None:
    found = answer(asking, "OfGroup", department=department)["proposals"]

    assert found["totalCount"] == len(found["nodes"]) == count


def test_what_changed_since_yesterday_says_what_and_about_what(asking: Asking) -> None:
    changes = answer(asking, "Changed")["changes"]

    assert changes["totalCount"] == len(changes["nodes"]) > 20
    first = changes["nodes"][0]
    assert first["about"]["__typename"] == "Target"
    assert {"target", "period"} <= {field["name"] for field in first["content"]}
    assert answer(asking, "Changed", **{"from": "2026-01-06T00:00:00Z"})["changes"]["nodes"] == []


def test_what_happened_in_an_agreement_names_who_consented(asking: Asking) -> None:
    agreement = answer(asking, "Happened")["agreement"]

    acts = [entry["summary"].split(":")[0] for entry in agreement["changes"]["nodes"]]
    assert "A body consented to a revision" in acts
    assert "A revision changed what a target says" in acts
    assert len(agreement["revisions"][0]["consents"]) == 5


def test_the_page_of_an_area_is_one_request(asking: Asking) -> None:
    data = answer(asking, "Area")

    (agreement,) = data["area"]["agreements"]["nodes"]
    leads = {target["title"]: target["lead"] for target in agreement["targets"]["nodes"]}
    assert leads["Fewer burglaries in Exampleshire"] == {
        "state": "SINGLE",
        "partner": {
            "key": "cGFydG5lcnM6RVhTLUNPVU5DSUw@2009-01-01",
            "title": "Exampleshire Council",
        },
    }
    assert data["proposals"]["totalCount"] == 11
    assert [pool["financialYear"] for pool in data["pools"]["nodes"]] == ["2007-08", "2008-09"]
    assert data["findings"]["nodes"]
    assert data["area"]["grants"]
    outside = {
        group["keys"][0]["title"]: group["figures"]["outside"]
        for group in data["fundingStatistics"]["groups"]
    }
    assert {"amount": "600000.00"} in outside.values()
