"""``/catalog`` and ``/data.json``: what is published, in the language that is most welcome."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import DCAT, RDF, Graph
from starlette.testclient import TestClient

import web
from registry import Registry, Settings
from tests.support.publishing import publish_unaudited
from tests.web.conftest import BASE, PAGE

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TURTLE, JSON_LD, RDF_XML = "text/turtle", "application/ld+json", "application/rdf+xml"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/catalog.ttl", "text/turtle; charset=utf-8"),
        ("/catalog.jsonld", JSON_LD),
        ("/catalog.rdf", RDF_XML),
        ("/data.json", "application/json"),
    ],
)
def test_each_language_has_an_address(client: TestClient, path: str, content_type: str) -> None:
    plain = {"accept-encoding": "identity"}
    answer = client.get(path, headers=plain)
    head = client.head(path, headers=plain)

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert answer.headers["etag"] == f'"{sha256(answer.content).hexdigest()}"'
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize(
    ("accept", "path"),
    [
        (TURTLE, "/catalog.ttl"),
        (JSON_LD, "/catalog.jsonld"),
        (RDF_XML, "/catalog.rdf"),
        (f"{TURTLE};q=0.5, {RDF_XML};q=0.9", "/catalog.rdf"),
        (f"{RDF_XML}, {TURTLE}", "/catalog.ttl"),
        ("application/*", "/catalog.jsonld"),
        (f"*/*, {TURTLE};q=0", "/catalog.jsonld"),
        (f"application/pdf, {JSON_LD};q=0.1", "/catalog.jsonld"),
        ("*/*", "/catalog.ttl"),
        ("", "/catalog.ttl"),
    ],
)
def test_the_catalogue_comes_in_the_language_that_is_most_welcome(
    client: TestClient, accept: str, path: str
) -> None:
    answer = client.get("/catalog", headers={"accept": accept})

    assert answer.status_code == 200
    assert answer.headers["content-location"] == path
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert answer.content == client.get(path).content


@pytest.mark.parametrize("accept", [BROWSER, "text/html"])
def test_people_are_led_to_the_page(client: TestClient, accept: str) -> None:
    answer = client.get("/catalog", headers={"accept": accept})

    assert (answer.status_code, answer.headers["location"]) == (303, "/data/")
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize("accept", ["application/pdf", f"{TURTLE};q=0", "text/turtle;q=nonsense"])
def test_what_is_not_offered_is_refused_with_what_is(client: TestClient, accept: str) -> None:
    answer = client.get("/catalog", headers={"accept": accept})

    assert (answer.status_code, answer.headers["vary"]) == (406, "Accept")
    assert answer.text == (
        "The catalogue can be had as one of these:\n"
        "text/turtle /catalog.ttl\n"
        "application/ld+json /catalog.jsonld\n"
        "application/rdf+xml /catalog.rdf\n"
        "text/html /data/\n"
    )


def test_a_catalogue_that_is_known_already_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/catalog.ttl").headers["etag"]
    again = client.get("/catalog", headers={"accept": TURTLE, "if-none-match": etag})
    other = client.get("/catalog", headers={"accept": JSON_LD, "if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["vary"] == "Accept, Accept-Encoding"
    assert other.status_code == 200


def test_every_address_in_the_catalogue_leads_somewhere(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/catalog.ttl").content, format="turtle")
    told = {
        str(address)
        for path in (DCAT.downloadURL, DCAT.accessURL, DCAT.landingPage, DCAT.endpointDescription)
        for address in graph.objects(None, path)
    }

    assert len(told) > 50
    answers = {at: client.get(at, headers=PAGE, follow_redirects=True) for at in told}
    assert {at for at, answer in answers.items() if answer.status_code != 200} == set()


def test_pages_tell_search_engines_what_they_show(client: TestClient) -> None:
    for address, kind in (("/data/", "DataCatalog"), ("/data/registry/", "Dataset")):
        page = client.get(address, headers=PAGE).text
        (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        told = json.loads(found)

        assert (told["@type"], told["url"]) == (kind, f"{BASE}{address}")
        assert '<link rel="alternate" type="text/turtle" href="/catalog.ttl"' in page


def test_what_is_named_in_the_catalogue_can_be_found_in_the_page(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/catalog.ttl").content, format="turtle")
    page = client.get("/data/registry/", headers=PAGE).text
    shown = set(re.findall(r'id="([^"]+)"', page))
    named = {
        str(node).partition("#")[2]
        for node in graph.subjects(RDF.type, DCAT.Distribution)
        if str(node).startswith(f"{BASE}/data/registry/#")
    }

    assert len(named) > 40
    assert named - shown == set()


def test_before_the_first_release_the_catalogue_is_empty(empty: TestClient) -> None:
    assert empty.get("/data.json").json()["dataset"] == []
    assert empty.get("/catalog.ttl").status_code == 200
    assert "application/ld+json" not in empty.get("/nothing").text


def test_a_new_release_makes_a_new_catalogue(tmp_path: Path, sqlite_url: str) -> None:
    settings = Settings(data_dir=tmp_path, database_url=sqlite_url, base_url=BASE)
    with TestClient(web.app(settings), base_url=BASE) as client:
        before = client.get("/data.json")
        registry = Registry.open(sqlite_url)
        publish_unaudited(registry, settings)
        registry.close()
        after = client.get("/data.json", headers={"if-none-match": before.headers["etag"]})

    assert before.json()["dataset"] == []
    assert [dataset["identifier"] for dataset in after.json()["dataset"]] == [
        f"{BASE}/data/registry/"
    ]
