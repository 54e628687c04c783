"""A page is two files and a line: those of docs/how-to/add-a-page.md make one that answers."""

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import web
from registry import Settings
from tests.support.house import ROOT
from tests.web.conftest import BASE, HERE, OWN_NAME, PAGE
from web.site.pages import PAGES, Page

STEP = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.M | re.S)


@pytest.fixture
def added(settings: Settings, tmp_path: Path) -> Iterator[TestClient]:
    """The site with the page of the documentation, in a folder of its own."""
    text = (ROOT / "docs/how-to/add-a-page.md").read_text(encoding="utf-8")
    steps = {form: textwrap.dedent(words) for form, words in STEP.findall(text)}
    (line,) = ast.parse(steps["python"].strip().removesuffix(",")).body
    assert isinstance(line, ast.Expr)
    assert isinstance(line.value, ast.Call)
    arguments = [ast.literal_eval(each) for each in line.value.args]
    page = replace(Page(*arguments), folder=tmp_path)
    (tmp_path / f"{page.name}.graphql").write_text(steps["graphql"], encoding="utf-8")
    (tmp_path / f"{page.name}.html").write_text(steps["html"], encoding="utf-8")
    app = web.app(settings, pages=(*PAGES, page))
    with TestClient(app, base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        yield client


def test_the_page_answers_people(added: TestClient) -> None:
    text = added.get("/unanswered/?area=EXS-EXAMPLESHIRE", headers=PAGE).text

    assert "<h1>Proposals without an answer</h1>" in text
    assert "Use this as data" in text
    assert text.count('<li><a href="/proposals/EXS-') == len(rows(added)) > 0


def test_the_page_answers_programs(added: TestClient) -> None:
    head = added.get("/unanswered/.csv").text.splitlines()[0]
    found = added.get("/unanswered/.json?area=EXS-EXAMPLESHIRE").json()["data"]["proposals"]
    feed = added.get("/unanswered/.atom")

    assert head == ("uri,title,recorded_at,by_uri,by_title,days_waiting,source_standing")
    assert found["totalCount"] == len(rows(added))
    assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"


def test_what_a_parameter_cannot_be_is_told(added: TestClient) -> None:
    refused = added.get("/unanswered/?on=yesterday")

    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["message"] == "on is 'yesterday'; write a day such as 2007-05-01"


def rows(client: TestClient) -> list[str]:
    return client.get("/unanswered/.csv?area=EXS-EXAMPLESHIRE").text.splitlines()[1:]
