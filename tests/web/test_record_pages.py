"""Every kind of record has a page: its facts, what hangs on it both ways, what was said of it."""

import re
from html import unescape

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from registry.models import TABLES
from schema import outline_records
from tests.support.serving import registry_of
from tests.web.conftest import PAGE

SHOWN = sorted(kind for kind, (_, outline) in outline_records().items() if outline)


@pytest.mark.parametrize("kind", SHOWN)
def test_a_record_of_each_kind_has_a_page_and_its_data(client: TestClient, kind: str) -> None:
    table = TABLES[kind]
    with registry_of(client).reading() as session:
        reference = session.connection.scalar(select(table.c.reference).limit(1))
    if reference is None:
        pytest.skip(f"the samples that are served have no {kind}")
    at = f"/{kind}/{reference}"
    page, told, feed = (client.get(f"{at}{end}", headers=PAGE) for end in ("", ".json", ".atom"))

    assert (page.status_code, told.status_code, feed.status_code) == (200, 200, 200)
    assert '<p class="as-of">As of today, as known today.</p>' in page.text
    assert "Use this as data" in page.text
    assert client.get(f"{at}?cite=text").text.strip() in unescape(page.text)
    assert told.json()["uri"].endswith(at)
    shown = next(iter(told.json()["data"].values()))
    assert shown["reference"] == reference


def test_a_source_lists_all_that_rests_on_it(client: TestClient) -> None:
    source = "/sources/OPENREGISTER-LOCAL-AUTHORITY-ENG"
    whole = client.get(f"{source}.json").json()["data"]["resource"]["records"]
    page = client.get(source, headers=PAGE).text
    (after,) = re.findall(r'href="([^"]+)" rel="next"', page)
    second = client.get(unescape(after), headers=PAGE).text

    assert f"{whole['totalCount']} records were taken from it." in page
    assert (
        '<a href="/sources/OPENREGISTER-LOCAL-AUTHORITY-ENG" rel="first">First page</a>' in second
    )
    assert whole["nodes"][0]["title"] in page
    assert whole["nodes"][100]["uri"].removeprefix("https://answerable.example") in second


def test_what_an_act_said_stands_in_the_history(client: TestClient) -> None:
    text = client.get("/clauses/EXS-PROTOCOL-T1/1", headers=PAGE).text

    assert "Whoever leads on the day answers to residents within 20 days." in text
    assert "<summary>What it said</summary>" in text


def test_a_document_says_itself_whether_it_is_real(client: TestClient) -> None:
    made_up = client.get("/sources/EXS-SOURCE-LAA", headers=PAGE).text
    real = client.get("/sources/OPENREGISTER-LOCAL-AUTHORITY-ENG", headers=PAGE).text

    assert "<strong>Fictional.</strong>" in made_up
    assert "<strong>Real.</strong>" not in made_up
    assert "<strong>Real.</strong>" in real


def test_what_has_no_name_is_called_by_its_kind(client: TestClient) -> None:
    text = client.get("/pools/EXS-POOL-2007-08", headers=PAGE).text

    assert '<a href="/allocations/EXS-POOL-2007-08/EXS-T1">Allocation</a>' in text


def test_programs_get_the_whole_list(client: TestClient) -> None:
    source = "/sources/OPENREGISTER-LOCAL-AUTHORITY-ENG"
    table = client.get(f"{source}.csv")
    whole = client.get(f"{source}.json").json()["data"]["resource"]["records"]
    known = {"if-none-match": table.headers["etag"]}

    assert len(table.text.splitlines()) == whole["totalCount"] + 1 > 600
    assert len(whole["nodes"]) == whole["totalCount"]
    assert not whole["pageInfo"]["hasNextPage"]
    assert client.get(f"{source}.csv", headers=known).status_code == 304
    assert client.head(f"{source}.csv").content == b""
