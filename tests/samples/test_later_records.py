"""The records of 2008 to 2015 say what their sources say: refusals, swaps, protocols, counts."""

from collections import Counter

import pytest

from registry.vocabulary import Standing
from tests.samples.packages import all_told, row, rows

SCA = "sustainable-communities-act"
LAA = "laa-2008-2010"
HEREFORDSHIRE = "herefordshire"
LINCOLNSHIRE = "lincolnshire"
PRESS = "(press)"
DCLG = "GB-GOR-D4"


def clause(package: str, number: str) -> tuple[str, str]:
    found = row(package, "clauses", number=number)
    return found["kind"], found["text"]


def test_newham_asked_on_a_day_was_refused_in_a_month_and_asked_again() -> None:
    asked = row(SCA, "proposals", reference="SCA-NEWHAM-P1")
    assert (asked["by"], asked["at"]) == ("GB-LAE-NWM", "2014-11-28")
    assert "from £100 to £2 a spin" in asked["text"]
    assert "93 councils" in asked["text"]
    refused = row(SCA, "responses", proposal="SCA-NEWHAM-P1")
    assert (refused["by"], refused["outcome"], refused["stated"]) == (DCLG, "REJECTED", "rejected")
    assert (refused["at"], refused["at_stated"]) == ("", "July 2015")
    assert refused["reasons"] == "Stronger controls had already been brought in."
    again = row(SCA, "proposals", supersedes="SCA-NEWHAM-P1")
    assert (again["by"], again["at"]) == ("GB-LAE-NWM", "")


def test_the_selector_sent_the_proposal_of_sevenoaks_back() -> None:
    refused = row(SCA, "responses", proposal="SCA-SEVENOAKS-P1")
    assert (refused["by"], refused["outcome"]) == (DCLG, "REJECTED")
    assert refused["at_stated"].startswith("early September;")
    assert refused["reasons"].startswith("No intention of giving parish and town councils a share")
    back = row(SCA, "proposals", supersedes="SCA-SEVENOAKS-P1")
    assert (back["by"], back["at"]) == ("NALC", "")
    assert "first time" in back["text"]
    # It recommends neither to approve, to modify nor to reject an agreement, on no stated day.
    assert rows(SCA, "advice") == ()


def test_no_answer_is_made_more_than_its_words() -> None:
    answers = {
        found["proposal"]: (found["by"], found["outcome"], found["stated"])
        for found in rows(SCA, "responses")
        if not found["at"]
    }
    assert answers == {
        "SCA-NEWHAM-P1": (DCLG, "REJECTED", "rejected"),
        "SCA-DERBY-P1": (DCLG, "REJECTED", "negative response"),
        "SCA-SEVENOAKS-P1": (DCLG, "REJECTED", "rejected"),
        "SCA-PATCHWAY-P1": (DCLG, "NO_VERDICT", "not accepted as a submission"),
        "SCA-SHEFFIELD-P1": (
            "HMG",
            "AGREED",
            "agreed: pilot scheme, to be extended to Doncaster and Liverpool if it works",
        ),
    }


def test_each_source_has_its_own_count_of_the_first_round() -> None:
    selector = row(SCA, "deadlines", on="2010-02-18")
    assert "315 received: 184 " in selector["stated"]
    for count in ("55 could be done anyway", "11 sent back", "65 not viable or credible"):
        assert count in selector["stated"]
    association = row(SCA, "deadlines", source="SCA-ROWELL-2010")
    assert "just 17 of the proposals, of the 301 " in association["stated"]
    assert association["on"] == ""
    assert row(SCA, "deadlines", source="SCA-LGL-2010")["stated"] == "2010-04; first ten"
    decisions = row(SCA, "deadlines", source="SCA-COMMONS-WEEKLY-2010")
    assert decisions["on"] == "2010-12-15"
    assert "37% of the requests" in decisions["stated"]
    assert "25% to be explored further" in decisions["stated"]


def test_herefordshire_wanted_one_indicator_removed_and_two_replaced() -> None:
    asked = {found["reference"]: found for found in rows(HEREFORDSHIRE, "proposals")}
    assert [(found["title"], found.get("at", "")) for found in asked.values()] == [
        ("NI 175 to be removed", ""),
        ("NI 167 to be replaced by NI 178", ""),
        ("NI 186 to be replaced by NI 185", ""),
    ]
    assert "Support had been gained" in asked["HEF-LAA-P-NI-175"]["text"]
    assert rows(HEREFORDSHIRE, "responses") == ()  # whose support it was is not stated
    assert row(HEREFORDSHIRE, "sources", reference="HEF-CABINET-2008")["published_on"] == (
        "2008-04-10"
    )


def test_the_days_of_the_agreements_of_2008() -> None:
    days = [
        (found["negotiation"], found["on"], found["stated"]) for found in rows(LAA, "deadlines")
    ]
    assert days == [
        ("HAL-LAA-REFRESH-2009", "2009-03-19", "19/03/2009"),
        ("DURHAM-LAA-REFRESH-2009", "", "September 2008"),
        ("DURHAM-LAA-REFRESH-2009", "", "December 2008"),
        ("DURHAM-LAA-REFRESH-2009", "2009-03-02", "2 March 2009"),
        ("HAM-LAA-REFRESH-2009", "2009-03-04", "4th March"),
        ("NLN-LAA-NEGOTIATION", "2008-05-29", "29 May 2008"),
        ("NLN-LAA-NEGOTIATION", "2008-05-30", "30 May 2008"),
        ("STT-LAA-REFRESH-2009", "2009-03-19", "19th March 2009"),
        ("STT-LAA-REFRESH-2009", "", "end of March 2009"),
    ]
    halton = row(LAA, "deadlines", negotiation="HAL-LAA-REFRESH-2009")
    assert "NI 124 and NI 173 deleted" in halton["title"]


def test_bath_and_north_east_somersets_refresh_was_approved_for_negotiation() -> None:
    refresh = row("bath-and-north-east-somerset", "deadlines", on="2009-03-04")
    assert refresh["title"].endswith("approved for negotiation")
    assert refresh["negotiation"] == "BAS-LAA-2008-REFRESH-2009"


def test_herefordshires_terms_of_2005() -> None:
    (terms,) = rows(HEREFORDSHIRE, "protocols")
    assert (terms["from"], terms["until"]) == ("2005-04-01", "2008-04-01")
    assert Counter(found["kind"] for found in rows(HEREFORDSHIRE, "clauses")) == {
        "RESPONSIBILITY": 2,
        "ACCOUNTABILITY": 2,
        "PROBITY": 2,
    }
    kind, text = clause(HEREFORDSHIRE, "5")
    assert (kind, "£926,912 in 2005-06" in text) == ("PROBITY", True)
    assert row(HEREFORDSHIRE, "reward_rules", agreement=terms["agreement"])["pump_priming"] == (
        "926912.00"
    )


def test_lincolnshires_board_holds_no_money_and_the_county_council_answers_for_it() -> None:
    assert row(LINCOLNSHIRE, "agreements", reference="LIN-LAA")["accountable_body"] == "GB-LAE-LIN"
    assert len(rows(LINCOLNSHIRE, "clauses")) == 7
    kind, text = clause(LINCOLNSHIRE, "3")
    assert (kind, "holds no resources" in text) == ("ACCOUNTABILITY", True)
    assert clause(LINCOLNSHIRE, "7")[0] == "ACCOUNTABILITY"
    assert row(LINCOLNSHIRE, "clauses", number="7")["locator"] == (
        "Decision making arrangements, paragraph 7"
    )


@pytest.mark.parametrize("package", [LAA, HEREFORDSHIRE, LINCOLNSHIRE])
def test_every_document_of_the_new_packages_has_its_address(package: str) -> None:
    addresses = [found["url"] for found in rows(package, "sources")]
    assert all(address.startswith(("http://", "https://")) for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_what_rests_on_the_press_says_so_and_nothing_else_does() -> None:
    press = {
        it.act.reference
        for it in all_told()
        if it.act.KIND == "sources" and (it.act.cells().get("publisher") or "").endswith(PRESS)
    }
    assert len(press) == 8
    for it in all_told():
        if it.act.KIND in ("sources", "partners"):
            continue
        cells = it.act.cells()
        rests = cells.get("source") in press
        assert (cells.get("locator") == "press report") == rests, (it.package, it.row)
        assert not rests or it.act.standing is Standing.RESTATED
