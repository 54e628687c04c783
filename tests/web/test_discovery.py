"""What search engines are told."""

from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

BASE = "https://answerable.example"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def located(client: TestClient, address: str) -> list[str]:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    found = ElementTree.fromstring(answer.content).iterfind("*/s:loc", NAMES)
    return [each.text or "" for each in found]


def test_robots_are_led_to_the_sitemap_and_kept_from_the_api(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()

    assert lines[-1] == f"Sitemap: {BASE}/sitemap.xml"
    assert "Disallow: /graphql" in lines


def test_every_listed_sitemap_lists_pages_that_are_there(client: TestClient) -> None:
    sitemaps = located(client, "/sitemap.xml")

    assert f"{BASE}/sitemap/pages.xml" in sitemaps
    assert f"{BASE}/sitemap/agreements-1.xml" in sitemaps
    for sitemap in sitemaps:
        first = located(client, sitemap.removeprefix(BASE))[0]
        assert client.get(first.removeprefix(BASE)).status_code == 200


def test_pages_of_datasets_say_when_their_data_changed(client: TestClient) -> None:
    assert f"{BASE}/data/registry/" in located(client, "/sitemap/pages.xml")
    assert "<lastmod>20" in client.get("/sitemap/pages.xml").text


@pytest.mark.parametrize(
    "address", ["/sitemap/nothing-1.xml", "/sitemap/targets-0.xml", "/sitemap/targets-9.xml"]
)
def test_there_is_no_sitemap_of_nothing(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404
