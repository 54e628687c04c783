"""Lists and search: what is on record, narrowed and sorted by the address."""

import csv
import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

PAGE = {"accept": "text/html"}
LISTS = [
    "/search?q=the",
    "/areas/",
    "/agreements/",
    "/partners/",
    "/goals/",
    "/targets/",
    "/proposals/",
    "/findings/",
    "/sources/",
    "/corrections/",
]
HIT = re.compile(r'<li>\s*<a href="/(\w+)/([^"]+)">')


def read(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def hits(text: str) -> list[str]:
    """The references of what a list shows, in its order."""
    return [reference for _, reference in HIT.findall(text[text.index('class="hits">') :])]


def nodes(client: TestClient, address: str, name: str) -> Any:
    return client.get(address).json()["data"][name]["nodes"]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_a_page_and_data(client: TestClient, address: str) -> None:
    path, _, query = address.partition("?")

    assert "Use this as data" in read(client, address)
    assert client.get(f"{path}.json?{query}").json().keys() == {"data"}
    assert client.get(f"{path}.csv?{query}").headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("address", LISTS)
def test_every_page_of_a_list_is_reached_and_shows_no_code(
    client: TestClient, address: str
) -> None:
    pages = 0
    while address:
        text = read(client, address)
        shown = re.sub(r"<(pre|script|title)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
        assert re.findall(r"\b[A-Z]{3,}_[A-Z_]+\b", shown) == []
        found = re.search(r'<a [^>]*href="([^"]+)" rel="next"', text)
        address, pages = (found[1] if found else ""), pages + 1

    assert pages < 50


def test_a_word_leads_to_the_target_and_says_what_else_it_may_be(client: TestClient) -> None:
    text = read(client, "/search?q=burglaries")

    assert hits(text)[:3] == ["EXS-NI-1", "EXS-AT-1", "EXS-T1"]
    assert "9 found." in text
    assert '<a href="/search?q=burglaries&kind=targets">targets</a> (1)' in text
    assert hits(read(client, "/search?q=burglaries&kind=targets")) == ["EXS-T1"]


def test_a_misspelt_word_leads_to_what_may_be_meant(client: TestClient) -> None:
    text = read(client, "/search?q=burglery")

    assert 'Did you mean <a href="/search?q=burglaries">burglaries</a>?' in text


def test_nothing_typed_finds_nothing_and_says_what_to_type(client: TestClient) -> None:
    text = read(client, "/search")

    assert "<h1>Search</h1>" in text
    assert "found." not in text


def test_what_is_typed_is_shown_as_it_was_typed_and_no_more(client: TestClient) -> None:
    text = client.get("/search", params={"q": '"><script>alert(1)</script>'}, headers=PAGE).text

    assert "<script>alert" not in text


def test_proposals_without_an_answer_with_the_longest_wait_first(client: TestClient) -> None:
    text = read(client, "/proposals/?status=unanswered&order=-days-waiting")
    found = nodes(client, "/proposals/.json?status=unanswered&order=-days-waiting", "proposals")

    waits = [each["daysWaiting"] for each in found if each["daysWaiting"] is not None]
    assert waits == sorted(waits, reverse=True)
    assert hits(text) == [each["reference"] for each in found]
    assert f"<strong>no answer on record</strong> ({len(found)})" in text


def test_targets_are_narrowed_by_who_leads_them(client: TestClient) -> None:
    found = nodes(client, "/targets/.json?leadState=single&on=2008-05-01", "targets")

    assert {each["lead"]["state"] for each in found} == {"SINGLE"}
    text = read(client, "/targets/?leadState=single&on=2008-05-01")
    assert hits(text) == [each["reference"] for each in found]
    assert f"{len(found)} on record." in text


def test_the_table_has_the_rows_of_the_page(client: TestClient) -> None:
    text = read(client, "/proposals/?text=budget")
    rows = list(csv.DictReader(client.get("/proposals/.csv?text=budget").text.splitlines()))

    assert [row["reference"] for row in rows] == hits(text)
    assert all(row["by_title"] for row in rows)


def test_a_source_in_the_list_says_how_much_rests_on_it(client: TestClient) -> None:
    found = nodes(client, "/sources/.json", "sources")

    assert "EXS-SOURCE-LAA" in [each["reference"] for each in found]
    assert all(each["records"]["totalCount"] >= 0 for each in found)


def test_a_correction_says_what_was_wrong_and_why(client: TestClient) -> None:
    text = read(client, "/corrections/")

    assert "<h1>What was corrected</h1>" in text


@pytest.mark.parametrize("address", ["/targets/?leadState=nobody", "/proposals/?order=luck"])
def test_what_cannot_be_read_is_told(client: TestClient, address: str) -> None:
    assert client.get(address, headers=PAGE).status_code == 422


def test_areas_are_grouped_by_region_and_found_by_name(client: TestClient) -> None:
    text = read(client, "/areas/?name=exampleshire")

    assert "<h2>Region of Examples" in text
    assert hits(text) == ["EXS-EXAMPLESHIRE"]


def test_a_goal_is_found_by_its_code_however_it_is_written(client: TestClient) -> None:
    for typed in ("PSA 14", "psa14", "PSA014"):
        found = nodes(client, f"/goals/.json?text={typed}", "goals")
        assert [each["code"] for each in found] == ["PSA 14"], typed


def test_a_body_says_what_it_leads_and_asked(client: TestClient) -> None:
    council, *_ = nodes(client, "/partners/.json?name=exampleshire+council", "partners")

    assert council["proposals"]["totalCount"] == 11
    assert "made 11 proposals" in read(client, "/partners/?name=exampleshire+council")
