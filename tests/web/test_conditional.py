"""One address, several answers: which one, by what it is told apart, and when it is left out."""

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from starlette.testclient import TestClient

NEGOTIATIONS = "/data/negotiations-exs-laa-2007"
FILE = f"{NEGOTIATIONS}/releases/1.0.0/areas.csv"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JSON, HTML = "application/json", "text/html"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (BROWSER, HTML),
        ("TEXT/HTML", HTML),
        ("text/*", HTML),
        ("text/html, */*", HTML),
        ("text/html;q=0.9, application/json;q=0.8", HTML),
        ("application/json, text/html;q=0.1", JSON),
        ("text/html;q=0, application/json", JSON),
        ("text/html;q=0, */*", JSON),
        ("application/*, text/html;q=0.5", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
    ],
)
@pytest.mark.parametrize("address", ["/targets/EXS-T1", "/targets/NONE", "/nowhere"])
def test_the_most_acceptable_is_sent(
    client: TestClient, address: str, accept: str, media: str
) -> None:
    answer = client.get(address, headers={"accept": accept})

    assert answer.headers["content-type"].partition(";")[0] == media
    assert "Accept" in answer.headers["vary"].split(", ")
    assert answer.headers["cache-control"] == "no-cache"


def test_several_headers_are_one_list(client: TestClient) -> None:
    headers = [("accept", "application/json;q=0.5"), ("accept", "text/html")]
    answer = client.get("/targets/EXS-T1", headers=headers)

    assert answer.headers["content-type"].startswith(HTML)


@pytest.mark.parametrize("accept", [BROWSER, JSON])
def test_a_record_that_is_known_is_not_sent_again(client: TestClient, accept: str) -> None:
    first = client.get("/targets/EXS-T1", headers={"accept": accept})
    known = {"accept": accept, "if-none-match": f'"other", {first.headers["etag"]}'}
    again = client.get("/targets/EXS-T1", headers=known)

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "Accept" in again.headers["vary"].split(", ")


def test_page_and_json_have_tags_of_their_own(client: TestClient) -> None:
    page, told = (
        client.get("/targets/EXS-T1", headers={"accept": accept}) for accept in (BROWSER, JSON)
    )

    assert page.headers["etag"] != told.headers["etag"]


@pytest.mark.parametrize("address", [FILE, "/targets/EXS-T1", f"{NEGOTIATIONS}/feed.atom"])
def test_what_has_not_changed_since_is_not_sent_again(client: TestClient, address: str) -> None:
    modified = client.get(address).headers["last-modified"]
    instant = parsedate_to_datetime(modified)
    before = format_datetime(instant - timedelta(seconds=1), usegmt=True)
    later = format_datetime(instant + timedelta(days=1), usegmt=True)

    def status(**headers: str) -> int:
        asking = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(address, headers=asking).status_code

    assert status(if_modified_since=modified) == 304
    assert status(if_modified_since=later) == 304
    assert status(if_modified_since=before) == 200
    assert status(if_modified_since="yesterday") == 200
    # The tag is more exact, whatever the day says.
    assert status(if_modified_since=later, if_none_match='"other"') == 200
    assert status(if_modified_since=before, if_none_match="*") == 304


@pytest.mark.parametrize(
    "address", ["/", "/data/", f"{NEGOTIATIONS}/", f"{NEGOTIATIONS}/releases/1.0.0/", "/graphql"]
)
def test_a_page_that_is_known_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address, headers={"accept": HTML})
    known = {"accept": HTML, "if-none-match": first.headers["etag"]}

    assert client.get(address, headers=known).status_code == 304
    assert first.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("wanted", "status", "reason"),
    [("bytes=5-2", 400, "RANGE"), ("bytes=9999999-", 416, "RANGE_OUTSIDE")],
)
def test_a_range_that_is_none_is_refused_in_json(
    client: TestClient, wanted: str, status: int, reason: str
) -> None:
    answer = client.get(FILE, headers={"range": wanted})

    assert answer.status_code == status
    assert answer.json()["errors"][0]["extensions"]["reason"] == reason
    length = len(client.get(FILE).content)
    assert answer.headers.get("content-range") == (f"bytes */{length}" if status == 416 else None)


def test_ranges_of_other_units_and_of_head_are_ignored(client: TestClient) -> None:
    rows = client.get(FILE, headers={"range": "rows=1-2"})
    head = client.head(FILE, headers={"range": "bytes=0-8"})

    assert (rows.status_code, head.status_code) == (200, 200)
