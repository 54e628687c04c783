"""The front page: a box to type in, and what of the record concerns people now."""

import re

from starlette.testclient import TestClient

PAGE = {"accept": "text/html"}


def section(text: str, title: str) -> str:
    """The markup below a heading, to the next one."""
    return text.split(f"<h2>{title}</h2>")[1].split("<h2>", maxsplit=1)[0]


def test_the_box_leads_to_the_search(client: TestClient) -> None:
    text = client.get("/").text

    (form,) = re.findall(r'<form class="narrow".*?</form>', text, re.DOTALL)
    assert 'action="/search"' in form
    assert 'name="q"' in form
    assert client.get("/search?q=burglaries", headers=PAGE).status_code == 200


def test_what_does_not_add_up_says_so_and_whether_it_is_made_up(client: TestClient) -> None:
    shown = section(client.get("/").text, "What does not add up")

    assert "“Fewer burglaries in Exampleshire” missed its milestone for 2008-09" in shown
    assert shown.count("fictional</strong>") == shown.count("<li>")
    assert '<a href="/targets/EXS-T1">' in shown
    assert '<a href="/findings/">' in shown


def test_what_is_new_is_the_newest_entry_first(client: TestClient) -> None:
    shown = section(client.get("/").text, "What is new")
    newest = client.post("/graphql", json={"query": "{ changes(last: 5) { nodes { summary } } }"})

    (first, *_) = reversed(newest.json()["data"]["changes"]["nodes"])
    assert shown.count("<li>") == 5
    assert first["summary"].rstrip(".") in shown[: shown.index("</li>")].replace("&#34;", '"')


def test_an_example_says_who_answers_for_a_target(client: TestClient) -> None:
    shown = section(client.get("/").text, "For example")

    assert re.search(r'<a href="/targets/[^"]+">', shown)
    assert "On record:" in shown or "No partner" in shown


def test_an_empty_registry_has_the_box_and_nothing_else_to_tell(empty: TestClient) -> None:
    text = empty.get("/").text

    assert 'name="q"' in text
    assert "What waits longest" not in text
    assert "What does not add up" not in text
    assert "What is new" not in text
