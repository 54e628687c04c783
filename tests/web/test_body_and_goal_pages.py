"""The pages of partners, goals and measures: all that hangs on them, both ways, by name."""

from starlette.testclient import TestClient

from tests.web.conftest import PAGE

THEN = "?on=2008-05-01"


def test_a_partner_shows_what_it_leads_and_until_when(client: TestClient) -> None:
    text = client.get(f"/partners/EXS-COUNCIL{THEN}", headers=PAGE).text

    assert '<h2 id="leads">What it leads</h2>' in text
    assert '<a href="/targets/EXS-T1">Fewer burglaries in Exampleshire</a>' in text
    assert '<h2 id="proposals">What it proposed</h2>' in text
    assert "£2,250,000" in text


def test_a_department_shows_what_it_answered(client: TestClient) -> None:
    text = client.get("/partners/EXS-DEPT-SAFETY", headers=PAGE).text

    assert '<h2 id="answered">What it answered</h2>' in text
    assert "asked by " in text


def test_a_partner_of_whom_nothing_is_on_record_says_so(client: TestClient) -> None:
    text = client.get("/partners/EXS-COUNCIL?on=1990-01-01", headers=PAGE).text

    assert '<h2 id="leads">' not in text


def test_a_goal_shows_the_targets_that_derive_from_it(client: TestClient) -> None:
    text = client.get("/goals/EXS-PSA-1", headers=PAGE).text
    rows = client.get("/goals/EXS-PSA-1.csv").text.splitlines()

    assert "2008-09: 13.1 per 1,000 households, missed (aimed at 12.8)" in text
    assert "nobody on record" in text
    assert len(rows) == 1 + 3


def test_a_measure_shows_for_which_targets_it_was_scrapped(client: TestClient) -> None:
    text = client.get("/measures/EXS-NI-1", headers=PAGE).text

    assert '<a href="/goals/EXS-PSA-1">Example PSA 1: Make example communities safer</a>' in text
    assert text.index('<h2 id="scrapped">') < text.index("Fewer burglaries in Exampleshire")
