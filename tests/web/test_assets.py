"""Text is sent compressed, what is named by its content is kept; the IDE begins with an answer."""

import gzip
import re
from html import unescape
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from web.site import assets, ide
from web.site.assets import Assets

PAGE = {"accept": "text/html"}
NEGOTIATIONS = "/data/negotiations-exs-laa-2007"
FILE = f"{NEGOTIATIONS}/releases/1.0.0/areas.csv"


@pytest.fixture
def built(tmp_path: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What ``make assets`` leaves: files, each beside its compressed forms."""
    folder = tmp_path / "graphiql"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"index.js": "index-ABCD1234.js", "index.css": "i.css"}')
    (folder / "index-ABCD1234.js").write_text("plain")
    (folder / "index-ABCD1234.js.br").write_text("as br")
    (folder / "index-ABCD1234.js.gz").write_text("as gzip")
    monkeypatch.setattr(ide, "BUILT", folder)
    routes = cast(Starlette, client.app).routes
    (static,) = [one.app for one in routes if isinstance(one, Mount) and one.path == "/static"]
    assert isinstance(static, Assets)
    monkeypatch.setattr(static, "all_directories", [tmp_path, assets.STATIC])
    return folder


@pytest.mark.parametrize(
    ("takes", "encoding", "content"),
    [
        ("gzip, deflate, br, zstd", "br", b"as br"),
        ("gzip", "gzip", b"as gzip"),
        ("br;q=0, gzip", "gzip", b"as gzip"),
        ("identity", None, b"plain"),
    ],
)
@pytest.mark.usefixtures("built")
def test_assets_are_sent_as_they_were_compressed_at_set_up(
    client: TestClient, takes: str, encoding: str | None, content: bytes
) -> None:
    asking = {"accept-encoding": takes}
    with client.stream("GET", "/static/graphiql/index-ABCD1234.js", headers=asking) as answer:
        assert b"".join(answer.iter_raw()) == content
    known = {**asking, "if-none-match": answer.headers["etag"]}

    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert client.get("/static/graphiql/index-ABCD1234.js", headers=known).status_code == 304


@pytest.mark.usefixtures("built")
def test_the_page_of_the_ide_names_what_was_built(client: TestClient) -> None:
    assert "/static/graphiql/index-ABCD1234.js" in client.get("/graphql", headers=PAGE).text


def test_styles_are_kept_until_they_are_others(client: TestClient) -> None:
    (linked,) = re.findall(r'href="(/static/answerable.css[^"]*)"', client.get("/").text)
    style, bare = client.get(linked), client.get("/static/answerable.css")

    assert (style.status_code, style.headers["content-encoding"]) == (200, "gzip")
    assert style.headers["cache-control"].endswith("immutable")
    assert bare.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    ["/", "/data/", f"{NEGOTIATIONS}/", "/targets/EXS-T1", "/catalog.ttl", "/data.json",
     "/graphql/schema.graphql", "/sitemap/clauses-1.xml", f"{NEGOTIATIONS}/changes"],
)  # fmt: skip
def test_text_is_compressed_where_the_client_takes_it(client: TestClient, address: str) -> None:
    plain = client.get(address, headers={**PAGE, "accept-encoding": "identity"})
    refusing = client.get(address, headers={**PAGE, "accept-encoding": "gzip;q=0"})
    with client.stream("GET", address, headers={**PAGE, "accept-encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == plain.content
    assert len(body) < len(plain.content)
    for answer in (plain, packed, refusing):
        assert "Accept-Encoding" in answer.headers["vary"].split(", ")
    assert not {"content-encoding"} & (plain.headers.keys() | refusing.headers.keys())
    assert packed.headers.get("etag", 'W/"').startswith('W/"')


def test_files_of_releases_are_sent_as_their_checksums_say(client: TestClient) -> None:
    with client.stream("GET", FILE, headers={"accept-encoding": "gzip"}) as answer:
        assert b"".join(answer.iter_raw()).startswith(b"reference,")
    assert "content-encoding" not in answer.headers
    assert not answer.headers["etag"].startswith("W/")


def first_query(client: TestClient) -> str:
    """The question in the form."""
    text = client.get("/graphql/form").text
    return unescape(text.partition('autocomplete="off">\n')[2].partition("</textarea>")[0])


def ask(client: TestClient, query: str) -> Any:
    return client.post("/graphql", json={"query": query}).json()


def test_the_first_question_is_about_a_target_that_is_there(client: TestClient) -> None:
    query = first_query(client)
    answer = ask(client, query)

    assert "errors" not in answer
    told = answer["data"]["whoIsResponsible"]
    assert told["target"]["source"] == {"standing": "FICTIONAL"}
    assert told["lead"]["partner"] is not None


def test_an_empty_register_is_asked_what_it_can_answer(empty: TestClient) -> None:
    answer = ask(empty, first_query(empty))

    assert answer["data"]["meta"] == {"entries": 0, "recordedAt": None}
    assert answer["data"]["areas"] == {"totalCount": 0, "nodes": []}


def test_without_a_database_there_is_still_a_form(without_database: TestClient) -> None:
    assert "areas(first: 5)" in first_query(without_database)
