"""A registry whose base address has a path: every link, redirect and list stays below it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

import web
from registry import Settings
from tests.web.conftest import HERE, OWN_NAME, PAGE
from web.site import ide

HOST = "https://gov.example"
BELOW = f"{HOST}/register"
QUESTION = '{ target(by: { reference: "EXS-T1" }) { uri } }'
LINKS = re.compile(r'(?:href|src|action|data-endpoint)="([^"]*)"')
LOCATED = re.compile(r"<loc>([^<]*)</loc>|href=\"([^\"]*)\"")


class Stripping:
    """A proxy of the whole host that passes on what is below the path, without the path."""

    def __init__(self, app: ASGIApp, path: str = "/register") -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["path"].startswith(f"{self._path}/"):
            below = {**scope, "path": scope["path"].removeprefix(self._path)}
            await self._app(below, receive, send)
        else:
            await PlainTextResponse("Elsewhere", 404)(scope, receive, send)


@pytest.fixture(scope="module")
def below(settings: Settings) -> Iterator[TestClient]:
    app = web.app(replace(settings, base_url=BELOW))
    with TestClient(
        Stripping(app), base_url=HOST, client=HERE, headers=OWN_NAME, follow_redirects=False
    ) as client:
        yield client


def addresses_in(at: str, headers: Mapping[str, str], text: str) -> set[str]:
    """All that an answer leads to: links of pages, lists of addresses, and headers."""
    media = headers.get("content-type", "").partition(";")[0]
    found: list[str] = []
    if media == "text/html":
        found = [link.replace("&amp;", "&") for link in LINKS.findall(text)]
    elif media.endswith("xml"):
        found = [loc or link for loc, link in LOCATED.findall(text)]
    elif at.endswith("robots.txt"):
        found = [text.partition("Sitemap: ")[2].strip()]
    found += re.findall("<([^>]*)>", headers.get("link", ""))
    found += [headers[name] for name in ("location", "content-location") if name in headers]
    absolute = {urljoin(at, link).partition("#")[0] for link in found}
    return {link for link in absolute if urlsplit(link).netloc == "gov.example"}


def test_whatever_is_linked_is_there(below: TestClient) -> None:
    wanted = [f"{BELOW}{path}" for path in ("/", "/robots.txt", "/catalog", "/nowhere", "/data")]
    wanted += [f"{BELOW}/data/registry/changes", f"{BELOW}/data/registry/latest/areas.csv"]
    statuses: dict[str, int] = {}
    while wanted:
        at = wanted.pop(0)
        if at in statuses:
            continue
        answer = below.get(at, headers=PAGE)
        statuses[at] = answer.status_code
        if len(statuses) < 400:
            found = addresses_in(at, answer.headers, answer.text)
            wanted.extend(sorted(found - statuses.keys()))

    wrong = {at for at, status in statuses.items() if status not in (200, 303, 307, 308)}
    assert wrong == {f"{BELOW}/nowhere"}
    assert {at for at in statuses if not at.startswith(f"{BELOW}/")} == set()
    assert len(statuses) >= 400
    assert f"{BELOW}/targets/EXS-T1" in statuses or f"{BELOW}/sitemap/targets-1.xml" in statuses


def test_robots_are_kept_from_the_api_below_the_path(below: TestClient) -> None:
    assert "Disallow: /register/graphql" in below.get("/register/robots.txt").text.splitlines()


def test_the_ide_asks_below_the_path(
    below: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.json").write_text('{"index.js": "a.js", "index.css": "a.css"}')
    monkeypatch.setattr(ide, "BUILT", tmp_path)

    page = below.get("/register/graphql", headers=PAGE)

    assert 'src="/register/static/graphiql/a.js"' in page.text
    assert 'data-endpoint="/register/graphql"' in page.text
    answer = below.post("/register/graphql", json={"query": QUESTION}).json()
    assert answer["data"] == {"target": {"uri": f"{BELOW}/targets/EXS-T1"}}


def test_catalogues_name_files_below_the_path(below: TestClient) -> None:
    told = json.loads(below.get("/register/data.json").content)
    files = [
        each["downloadURL"]
        for dataset in told["dataset"]
        for each in dataset["distribution"]
        if "downloadURL" in each
    ]

    assert files
    assert {url for url in files if not url.startswith(f"{BELOW}/data/")} == set()
    assert {below.head(url, follow_redirects=True).status_code for url in files[:30]} == {200}


def test_a_follower_is_led_on_below_the_path(below: TestClient) -> None:
    first = below.get("/register/data/registry/changes")
    led = re.fullmatch(r'<([^>]*)>; rel="next"', first.headers["link"])

    assert led is not None
    assert led[1].startswith("/register/data/registry/changes?since=")
    assert below.get(led[1]).status_code == 200


@pytest.mark.parametrize("address", ["/register", "/register/", "/register/data/", "/data/"])
def test_a_proxy_may_leave_the_path_on(settings: Settings, address: str) -> None:
    app = web.app(replace(settings, base_url=BELOW))
    with TestClient(app, base_url=HOST, client=HERE, headers=OWN_NAME) as client:
        assert client.get(address, headers=PAGE).status_code == 200


def test_a_path_that_is_also_our_own_is_taken_off_by_the_proxy_alone(settings: Settings) -> None:
    app = web.app(replace(settings, base_url=f"{HOST}/data"))
    with TestClient(
        Stripping(app, "/data"), base_url=HOST, client=HERE, headers=OWN_NAME
    ) as client:
        page = client.get("/data/data/registry/", headers=PAGE)

    assert page.status_code == 200
    assert 'href="/data/data/"' in page.text
