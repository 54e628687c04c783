"""The pages of an agreement: its targets with leads and money, and how it was negotiated."""

import csv
import io
import re

from starlette.testclient import TestClient

from tests.web.conftest import PAGE
from tests.web.pages import text_of

AGREEMENT = "/agreements/EXS-LAA-2007"


def test_its_targets_stand_by_block_with_who_leads_each(client: TestClient) -> None:
    text = text_of(client, AGREEMENT)

    block = text.partition("Safer and stronger communities Target")[2]
    assert "Fewer burglaries in Exampleshire Exampleshire Council 11.5 per 1,000" in block
    assert "Fewer fires started on purpose not on record" in block


def test_on_an_earlier_day_another_body_leads(client: TestClient) -> None:
    text = text_of(client, f"{AGREEMENT}?on=2007-05-01")

    assert "Fewer burglaries in Exampleshire Exampleshire Police" in text


def test_it_says_whose_money_it_is_and_what_does_not_add_up(client: TestClient) -> None:
    text = text_of(client, AGREEMENT)

    assert "Department for Example Safety Safer Examples Grant pooled £900,000" in text
    assert "gives £1,850,000 but was contributed £1,800,000" in text
    assert "Exampleshire Council , Leader of the council, 28 March 2007" in text


def test_it_names_bodies_and_shows_no_codes(client: TestClient) -> None:
    text = text_of(client, AGREEMENT)

    assert "ring fenced" in text
    assert not re.findall(r"RING_FENCED|EXS-COUNCIL|EXS-T1\b", text.partition("Its history")[0])


def test_its_table_is_its_targets(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{AGREEMENT}.csv").text)))

    assert len(rows) == 8
    (burglaries,) = (row for row in rows if row["uri"].endswith("/targets/EXS-T1"))
    assert burglaries["lead_partners_title"] == "Exampleshire Council"


def test_each_proposal_stands_beside_its_responses(client: TestClient) -> None:
    text = text_of(client, f"{AGREEMENT}/negotiation")

    asked = text.partition("Fewer burglaries in place of more detections")[2]
    assert asked.index("Pump-priming for locks and street lighting (£120,000)") < asked.index(
        "Example Treasury , 1 September 2006 (after 60 days), on request 2: partly agreed"
    )
    assert "The council cannot raise its tax by more than 4 per cent" in text
    assert "approved , against the advice" in text


def test_what_is_not_on_record_is_said_with_how_far_the_sources_reach(client: TestClient) -> None:
    text = text_of(client, f"{AGREEMENT}/negotiation?on=2006-06-15")

    assert "No proposal is on record; the sources about it reach to 15 June 2006." in text
    assert "No decision is on record; the sources about it reach to 15 June 2006." in text


def test_the_table_of_a_negotiation_is_its_proposals(client: TestClient) -> None:
    answer = client.get(f"{AGREEMENT}/negotiation.csv")
    first, *others = csv.DictReader(io.StringIO(answer.text))

    assert (first["title"], first["by_title"], first["responses_outcome"]) == (
        "Fewer burglaries in place of more detections",
        "Exampleshire Council",
        "AGREED; PARTLY_AGREED; REJECTED",
    )
    assert len(others) == 10


def test_an_agreement_that_is_not_on_record_has_no_pages(client: TestClient) -> None:
    page = client.get("/agreements/EXS-LAA-2006/negotiation", headers=PAGE)

    assert page.status_code == 404
    assert '<a href="/agreements/EXS-LAA-2007">' in page.text
