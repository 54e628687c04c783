"""Words are found however a file writes them, and never printed."""

import io
import json
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest

from publish.word_search import Phrases, read_phrases
from publish.word_search.streams import count_in_stream
from registry import InvalidInput

NAME = 'Zoë O\'Zanzibar & "Sons"'


def phrases(*lines: str) -> Phrases:
    return read_phrases(io.BytesIO("\n".join(lines).encode()))


@pytest.mark.parametrize(
    "written",
    [
        NAME,
        NAME.upper(),
        NAME.lower(),
        NAME.replace(" ", "\n  "),
        NAME.replace(" ", "\N{NO-BREAK SPACE}"),
        NAME.replace("ë", "e\N{COMBINING DIAERESIS}"),
        NAME.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        NAME.replace('"', '""'),
        json.dumps(NAME),
        json.dumps(NAME, ensure_ascii=False),
        json.dumps(NAME.replace(" ", "\n")),
        escape(NAME, {'"': "&quot;", "'": "&#39;"}),
        NAME.replace("ë", "&#235;").replace("&", "&"),
        quote(NAME),
        quote(NAME).lower(),
        quote(NAME).replace("%20", "+"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(written: str) -> None:
    assert phrases(NAME).count(f"before {written} after".encode()) == {1: 1}


def test_a_phrase_is_found_in_western_european_encoding() -> None:
    assert phrases(NAME).count(NAME.encode("cp1252")) == {1: 1}


def test_other_words_are_not_found() -> None:
    assert phrases(NAME, "Zanzibar City").count(b"Zanzibar, the city; Zoe O'Zanzibar") == {}


def test_phrases_are_known_by_their_lines() -> None:
    found = phrases("", "Zanzibar", "", "Ξανθίππη").count("Zanzibar ΞΑΝΘΊΠΠΗ zanzibar".encode())

    assert found == {2: 2, 4: 1}


@pytest.mark.parametrize("offset", range(-12, 4))
def test_a_phrase_across_two_readings_is_found_once(offset: int) -> None:
    file = io.BytesIO(b"x" * ((1 << 20) + offset) + b"Zoe  Zanzibar" + b"y" * 100_000)

    assert count_in_stream(file, phrases("Zoe Zanzibar")) == {1: 1}


def test_a_masked_text_has_numbers_in_the_place_of_phrases() -> None:
    masked = phrases("x-ray", "Zoe Zanzibar").mask("releases/zoe zanzibar/1.0.0")

    assert masked == "releases/[phrase 2]/1.0.0"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"", "There are no words to look for"),
        (b" \n\n", "There are no words to look for"),
        (b"Zanzibar\nx\n", "row 2: The words are too short or too long to be searched for"),
        (b"Z" * 1_001, "row 1: The words are too short or too long to be searched for"),
        (b"Zo\xeb", "The words are no text in UTF-8"),
        (b"Zoe\n" * 1_001, "There are too many words"),
    ],
)
def test_what_cannot_be_searched_for_is_refused(given: bytes, says: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_phrases(io.BytesIO(given))

    assert says in str(refused.value)
    assert "Zanzibar" not in str(refused.value)
