"""What is read faster is read as graphql-core reads it: the same document, or the same error."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from graphql import DocumentNode, GraphQLError, parse
from hypothesis import given
from hypothesis import strategies as st

from schema.parsing import parsed
from tests.web.hostile import DOCUMENTS

MOST = 60
WORDS = st.sampled_from(
    [
        *("{", "}", "(", ")", "[", "]", ":", "$", "!", "=", "@", "|", "&", "...", "..", "."),
        *("query", "fragment", "on", "a", "_b1", "é", "true", "null", "extend", "type"),
        *("1", "-1.5e3", "0x", '"text"', '"open', '"""block"""', '"\\u00e9"', "#comment\n", "#"),
        *(" ", ",", "\n", "\r", "\r\n", "\t", "\ufeff", "\0", "\ud800", "'"),
    ]
)
FIELDS = st.recursive(
    st.sampled_from(["a", "b: c", "d(e: $f)", "...g", "h @i", '# j\n k(l: "m", n: 1)']),
    lambda inner: st.lists(inner, min_size=1, max_size=4).map(
        lambda parts: "o {" + ", ".join(parts) + "}"
    ),
    max_leaves=12,
)


def read(how: Callable[[], DocumentNode]) -> Any:
    """The document with the place of each of its nodes; or what is wrong with it, and where."""
    try:
        return how().to_dict(locations=True)
    except GraphQLError as error:
        return error.message, error.locations, error.positions


def same(text: str, most: int) -> None:
    assert read(lambda: parsed(text, most, places=True)) == read(
        lambda: parse(text, max_tokens=most)
    )
    assert read(lambda: parsed(text, most, places=False)) == read(
        lambda: parse(text, max_tokens=most, no_location=True)
    )


@given(st.lists(WORDS, max_size=80).map("".join))
def test_any_words_and_signs(text: str) -> None:
    same(text, MOST)


@given(FIELDS, st.integers(1, MOST))
def test_documents_and_how_long_they_may_be(fields: str, most: int) -> None:
    same(f"query q($f: [T!]! = [1]) {{ {fields} }}\nfragment g on U {{ a }}", most)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_documents_that_mean_harm(kind: str) -> None:
    chance = Random(kind)

    for _ in range(3):
        same(DOCUMENTS[kind](chance), 2_000)
