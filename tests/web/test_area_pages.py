"""The pages of areas: all of them by region, and who leads what in one, with whose money."""

import csv
import io

from starlette.testclient import TestClient

from tests.web.pages import text_of

AREA = "/areas/EXS-EXAMPLESHIRE"


def test_regions_are_whole_from_page_to_page(client: TestClient) -> None:
    first = client.get("/areas/.json").json()["data"]["areas"]["nodes"]

    regions = [each["region"]["reference"] for each in first]
    assert len(set(regions)) > 1
    assert regions == sorted(regions)


def test_areas_without_a_slash_lead_to_areas(client: TestClient) -> None:
    answer = client.get("/areas")

    assert (answer.status_code, answer.headers["location"]) == (308, "/areas/")


def test_it_says_who_leads_what_and_what_was_scrapped(client: TestClient) -> None:
    text = text_of(client, AREA)

    assert "Fewer young people offend for the first time Exampleshire Police Example NI 2" in text
    assert "Fewer burglaries in Exampleshire the partners scrapped Example NI 1" in text
    assert "8 of 8 targets on record are on this page." in text


def test_money_of_each_stream_stands_pooled_and_outside(client: TestClient) -> None:
    text = text_of(client, AREA)

    # What does not stand in any source is no nought.
    assert "Safer Examples Grant £1,850,000 £2,450,000 £600,000" in text
    assert "Primary care allocation £500,000 not on record not on record" in text
    assert "Skills for Examples Grant , none through an agreement" in text


def test_the_newest_proposals_come_first_with_what_came_of_them(client: TestClient) -> None:
    text = text_of(client, AREA).partition("What was asked of government")[2]

    assert text.index("A more ambitious aim for burglaries") < text.index("Keep half of new")
    assert (
        "Keep half of new business rates , Exampleshire Council , 4 December 2006 ."
        " No response is on record; the sources about it reach to 28 March 2008." in text
    )


def test_its_table_is_who_leads_what(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{AREA}.csv").text)))

    assert len(rows) == 8
    leads = {row["title"]: row["lead_partners_title"] for row in rows}
    assert leads["Fewer burglaries in Exampleshire"] == "Exampleshire Council"
    assert leads["Fewer fires started on purpose"] == ""
