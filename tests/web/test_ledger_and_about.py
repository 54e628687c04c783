"""The ledger as a list, pools of money, and what this registry is."""

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import PAGE
from tests.web.pages import text_of


def test_the_ledger_is_read_on_from_any_entry(client: TestClient) -> None:
    page = client.get("/entries/?since=10", headers=PAGE).text

    numbers = [int(each) for each in re.findall(r'<li value="(\d+)" id="entry-', page)]
    assert numbers == list(range(11, 61))
    assert client.get("/entries/.json?since=10").json()["data"]["changes"]["nodes"][0] == {
        **client.get("/entries/.json").json()["data"]["changes"]["nodes"][10],
        "number": 11,
    }


def test_the_ledger_has_no_day_to_choose(client: TestClient) -> None:
    assert "As of today" not in text_of(client, "/entries/")
    assert "As of today" not in text_of(client, "/corrections/")
    assert "As of today" in text_of(client, "/pools/")


def test_the_whole_ledger_is_one_table(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/entries/.csv").text)))
    entries = client.get("/entries/.json").json()["data"]["meta"]["entries"]

    assert [int(row["number"]) for row in rows] == list(range(1, entries + 1))


@pytest.mark.parametrize("since", ["-1", "many", "99999999999"])
def test_an_entry_that_cannot_be_is_refused(client: TestClient, since: str) -> None:
    answer = client.get(f"/entries/?since={since}", headers=PAGE)

    assert answer.status_code == 422


def test_pools_say_who_answers_and_what_is_not_on_record(client: TestClient) -> None:
    text = text_of(client, "/pools/")

    assert (
        "Exampleshire pool 2008-09 fictional 2008-09 Exampleshire Local Area Agreement 2007-10"
        " Exampleshire Council £1,800,000 £1,850,000 £996,500" in text
    )
    # Of this one the source states what was spent, and nobody's part.
    assert "£0" not in text


def test_what_this_is_says_what_is_on_record_and_what_is_made_up(client: TestClient) -> None:
    text = text_of(client, "/about/")
    sources = client.get("/about/.json").json()["data"]["realSources"]["totalCount"]

    assert f"All of it was taken from {sources} documents" in text
    assert "8 targets of a fictional area" in text
    assert "0 of 0" not in text


def test_a_registry_with_nothing_on_record_says_so(empty: TestClient) -> None:
    text = text_of(empty, "/about/")

    assert "No real agreement." in text
    assert "fictional area" not in text
    assert "0 on record." in text_of(empty, "/entries/")


def test_every_page_leads_to_the_ledger_and_to_what_this_is(client: TestClient) -> None:
    foot = client.get("/nowhere", headers=PAGE).text.partition("<footer>")[2]

    assert re.findall(r'<a href="(/[^"]*)"', foot) == [
        "/about/",
        "/entries/",
        "/corrections/",
        "/pools/",
    ]
