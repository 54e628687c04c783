"""Both databases find the same records in the same order, whatever is typed."""

from contextlib import closing
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from registry.models import SearchText
from tests.registry.test_redactions import redaction
from tests.registry.world import World, setting, target
from tests.schema.asking import Asking
from tests.support.soak import times

FOUND = """
query Found($text: String!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
  search(text: $text, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    edges { cursor node { title snippet resource { __typename reference } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
HARD = [
    "the", "a", "of the", "no", "its", "it's", "will not",
    "council", "councils", "council's", "Council’s", "COUNCILS’",
    "burglary", "burglaries", "Burglaries detected", "detecting",
    "EXS-T1", "exs_t1", "exs t1", "EXS-P1/EXS-P1-1/EXS-TREASURY", "PSA 23", "NI-1", "EXS NI 1",
    "2007-08", "2006-09-01", "95,000", "£95,000.", "5%", "100", "22 of every 100",
    "A&E", "24/7", "54.5", "p.a.", "self-employed", "day-to-day", "young-people",
    "info@example.org", "https://www.example.org/a_b?c=d#e", "Môn", "e\u0301", "½", "ﬁre",
    "OR", "AND crime", "NOT crime", "crime OR drugs", "crim*", "title:crime", "crime -drugs",
]  # fmt: skip
NOTHING = [
    "", " ", "\n\t", "*", '"', '""', "'", "(", "NEAR(", ":", "^", "\\", "%", "_", "-", "&|!<->",
    "😀", "\u0301", "\u200b\ufeff", '" OR title:* NEAR(', "$1 :typed ?", "NULL", "x" * 1_900,
    "w " * 900, " ".join(f"w{i}" for i in range(350)), "日本" * 900, "{}", "'); --",
]  # fmt: skip


def found(asking: Asking, text: str, **page: Any) -> Any:
    return asking.data(FOUND, text=text, **page)["search"]


def references(page: Any) -> list[str]:
    return [edge["node"]["resource"]["reference"] for edge in page["edges"]]


def walk(asking: Asking, text: str, size: str, cursor: str, on: str) -> list[Any]:
    pages: list[Any] = []
    page: Any = {"pageInfo": {cursor: None}}
    while not pages or page["pageInfo"][on]:
        turn = "after" if size == "first" else "before"
        page = found(asking, text, **{size: 4, turn: page["pageInfo"][cursor]})
        pages.append(page)
    return pages


@pytest.mark.parametrize("text", HARD)
def test_words_find_the_same_in_both(text: str, on_sqlite: Asking, on_postgresql: Asking) -> None:
    assert found(on_sqlite, text, first=100) == found(on_postgresql, text, first=100)


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: repr(text[:9]))
def test_what_holds_no_word_on_record_finds_nothing(text: str, asking: Asking) -> None:
    page = found(asking, text)

    assert page["totalCount"] == 0
    assert page["edges"] == []


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800"])
def test_what_no_text_can_hold_is_refused(text: str, asking: Asking) -> None:
    (error,) = asking.ask(FOUND, text=text).errors

    assert error["extensions"]["code"] in ("BAD_USER_INPUT", "BAD_REQUEST")


def test_every_word_is_found_those_of_grammar_too(asking: Asking) -> None:
    assert references(found(asking, "the burglaries")) == [
        "EXS-P1",
        "EXS-P11",
        "EXS-NEGOTIATION-2007",  # advice, advice again and a decision
        "EXS-NEGOTIATION-2007",
        "EXS-NEGOTIATION-2007",
    ]


@pytest.mark.parametrize(
    "text", ["burglary", "Burglaries", "BURGLARY’S", '"burglaries"', "burglary*"]
)
def test_a_word_is_found_in_every_form(text: str, asking: Asking) -> None:
    assert references(found(asking, text, first=3)) == ["EXS-NI-1", "EXS-AT-1", "EXS-T1"]


def test_references_are_found_by_any_part_of_them(asking: Asking) -> None:
    assert "EXS-T1" in references(found(asking, "exs t1"))
    assert "EXS-T1" in references(found(asking, "T1"))


def test_the_snippet_shows_the_word_in_the_form_that_is_on_record(asking: Asking) -> None:
    page = found(asking, "started DROPPING")

    assert [edge["node"]["snippet"] for edge in page["edges"]] == [
        "…s in place of more detections The partners set their own target for burglaries, "
        "drop the national measure of detections and ask for money to start with. EXS-P1"
    ]


@pytest.mark.parametrize("text", ["the", "exs", "burglaries"])
def test_pages_follow_each_other_alike_both_ways(
    text: str, on_sqlite: Asking, on_postgresql: Asking
) -> None:
    on = walk(on_sqlite, text, "first", "endCursor", "hasNextPage")
    back = walk(on_sqlite, text, "last", "startCursor", "hasPreviousPage")

    assert on == walk(on_postgresql, text, "first", "endCursor", "hasNextPage")
    assert back == walk(on_postgresql, text, "last", "startCursor", "hasPreviousPage")
    edges = [edge for page in on for edge in page["edges"]]
    assert len(edges) == on[0]["totalCount"] > 8
    assert edges == [edge for page in reversed(back) for edge in page["edges"]]


@pytest.fixture(scope="session")
def texts(on_sqlite: Asking) -> list[str]:
    """Everything that is said on record, record by record."""
    with on_sqlite.registry.reading() as session:
        rows = session.connection.execute(select(SearchText.title, SearchText.body))
        return [f"{title} {body}" for title, body in rows]


@given(random=st.randoms(note_method_calls=False), noise=st.text(max_size=5))
@settings(max_examples=times(1_200), suppress_health_check=list(HealthCheck))
def test_what_stands_on_record_finds_its_record_in_both(
    random: Random, noise: str, texts: list[str], on_sqlite: Asking, on_postgresql: Asking
) -> None:
    words = random.choice(texts).split()
    chosen = random.sample(words, min(len(words), random.randint(1, 4)))
    text = " ".join(chosen)
    text = random.choice((text, text.upper(), text.lower(), text.title()))

    page = found(on_sqlite, text, first=100)

    assert page["totalCount"] > 0
    assert page == found(on_postgresql, text, first=100)
    noisy = text[: len(text) // 2] + noise.replace("\0", "") + text[len(text) // 2 :]
    assert found(on_sqlite, noisy) == found(on_postgresql, noisy)


def test_words_that_were_taken_off_are_found_no_more(database_url: str) -> None:
    world = World(database_url)
    with closing(world.registry):
        world.record(*setting())
        (entry,) = world.record(target("T9", title="Détain Mr Émile Private")).entries
        asking = Asking(world.registry)
        before = references(found(asking, "emile privately"))

        world.record(redaction("targets", "T9", entry, "title"))

        assert before == ["T9"]
        assert found(asking, "emile")["edges"] == []
        assert found(asking, "private")["edges"] == []
        assert references(found(asking, "redacted t9")) == ["T9"]
