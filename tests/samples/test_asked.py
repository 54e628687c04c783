"""The API says of the real records what their sources say, and no more."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from tests.schema.asking import Asking

PACKAGES = (
    "england",
    "sustainable-communities-act",
    "laa-2008-2010",
    "herefordshire",
    "lincolnshire",
)

REFUSED = """{ proposals(filter: { outcome: [REJECTED] }) { nodes {
  reference responses { at by { name } reasons days } } } }"""
UNANSWERED = """{ findings(filter: { kind: [UNANSWERED], area: ["HEF"] }) {
  nodes { says } } }"""
STATUSES = "{ agreements { nodes { reference status } } }"
TERMS = """{ agreement(by: { reference: "HEF-LPSA-2005" }, asOf: "2006-06-30") {
  protocols { nodes { status from until clauses(kind: PROBITY) { number text } } } } }"""
BOARD = """{ agreement(by: { reference: "LIN-LAA" }) {
  accountableBody { reference } source { title url standing } } }"""


@pytest.fixture
def asking(database_url: str) -> Iterator[Asking]:
    with closing(Registry.open(database_url)) as registry:
        import_packages(registry, [path for path in sample_packages() if path.name in PACKAGES])
        yield Asking(registry, Settings(database_url=database_url))


def test_one_department_refused_three_proposals_on_days_that_no_source_states(
    asking: Asking,
) -> None:
    department = {"name": "Department for Communities and Local Government"}
    refused = {
        node["reference"]: node["responses"] for node in asking.data(REFUSED)["proposals"]["nodes"]
    }

    assert refused == {
        "SCA-DERBY-P1": [{"at": None, "by": department, "reasons": None, "days": None}],
        "SCA-NEWHAM-P1": [
            {
                "at": None,
                "by": department,
                "reasons": "Stronger controls had already been brought in.",
                "days": None,
            }
        ],
        "SCA-SEVENOAKS-P1": [
            {
                "at": None,
                "by": department,
                "reasons": "No intention of giving parish and town councils a share of the "
                "business rate at this time.",
                "days": None,
            }
        ],
    }


def test_silence_reaches_as_far_as_the_paper(asking: Asking) -> None:
    found = asking.data(UNANSWERED)["findings"]["nodes"]

    assert [finding["says"] for finding in found] == [
        f"“{title}” has no response on record; the sources about it reach to 10 April 2008."
        for title in (
            "NI 167 to be replaced by NI 178",
            "NI 175 to be removed",
            "NI 186 to be replaced by NI 185",
        )
    ]


def test_an_agreement_is_as_far_as_its_source_says(asking: Asking) -> None:
    found = asking.data(STATUSES)["agreements"]["nodes"]

    assert {node["reference"]: node["status"] for node in found} == {
        "DURHAM-LAA-2008": "AGREED",
        "HAL-LAA-2008": "AGREED",
        "HAM-LAA-2008": "AGREED",
        "HEF-LAA": "NEGOTIATING",
        "HEF-LPSA-2005": "ENDED",
        "HRY-LAA-2008": "ENDED",
        "IOW-LAA-2006": "ENDED",
        "IOW-LAA-2008": "ENDED",
        "LIN-LAA": "UNSTATED",
        "NLN-LAA-2008": "ENDED",
        "STT-LAA-2008": "AGREED",
    }


def test_the_terms_that_were_in_force_say_what_is_paid(asking: Asking) -> None:
    (terms,) = asking.data(TERMS)["agreement"]["protocols"]["nodes"]

    assert (terms["status"], terms["from"], terms["until"]) == (
        "IN_FORCE",
        "2005-04-01",
        "2008-04-01",
    )
    assert [clause["number"] for clause in terms["clauses"]] == ["5", "6"]
    assert "£926,912 in 2005-06" in terms["clauses"][0]["text"]


def test_who_answers_for_lincolnshires_money_and_where_that_can_be_read(asking: Asking) -> None:
    assert asking.data(BOARD)["agreement"] == {
        "accountableBody": {"reference": "GB-LAE-LIN"},
        "source": {
            "title": "Status of the Lincolnshire Strategy Board",
            "url": "https://studylib.net/doc/7682758/annex-4",
            "standing": "RESTATED",
        },
    }
