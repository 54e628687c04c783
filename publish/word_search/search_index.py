"""Stems that stay in a search index although no record has them any more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, text

from publish.word_search.findings import Findings
from publish.word_search.phrases import Counts, Phrase, Phrases
from publish.word_search.word_places import find_table_remedy

_INDEX = "search_index"
# Segments begin behind the two records of the index itself (sqlite.org/fts5.html, appendix).
_SEGMENTS = "SELECT block FROM search_index_data WHERE id > 10"


def list_orphaned_stems(phrases: Phrases, known: Iterable[str]) -> dict[str, int]:
    """Return the stems of phrases that no record has, with the number of the phrase."""
    left: dict[str, int] = {}
    for phrase in phrases.each:
        for stem in phrase.stems.difference(known):
            left.setdefault(stem, phrase.number)
    return left


def search_fts(connection: Connection, findings: Findings, orphans: dict[str, int]) -> None:
    """Search the segments of SQLite's index for stems that no record has any more."""
    findings.begin(f"index {_INDEX}")
    counts = Counts()
    for (block,) in connection.execute(text(_SEGMENTS)):
        for term in read_terms(block):
            if (phrase := orphans.get(term.decode("utf-8", "replace"))) is not None:
                counts[phrase] += 1
    findings.add(f"index {_INDEX}", counts, find_table_remedy(_INDEX))


def make_key_phrases(orphans: dict[str, int]) -> Phrases | None:
    """Return what finds stems as keys of PostgreSQL's index; None where none is left over.

    A short text begins with its length and a bit that says so.
    """
    keys = []
    for stem, number in orphans.items():
        word = stem.encode()
        key = bytes([(len(word) + 1) << 1 & 0xFF | 1]) + word
        found = Phrase(number, re.compile(re.escape(key)), len(key), b"", frozenset())
        keys.append(replace(found, anchor=word.lower()))
    return Phrases(tuple(keys)) if keys else None


def read_terms(block: bytes) -> Iterator[bytes]:
    """Yield the terms of a leaf page of FTS5, without the byte that names their index.

    The page's footer lists where each term begins; a term says how much it shares with the one
    before it.
    """
    footer, at, term = int.from_bytes(block[2:4], "big"), 0, b""
    while 4 <= footer < len(block):
        step, footer = _read_varint(block, footer)
        keep, start = _read_varint(block, at + step) if at else (0, step)
        at += step
        length, start = _read_varint(block, start)
        term = term[:keep] + block[start : start + length]
        yield term[1:]


def _read_varint(block: bytes, at: int) -> tuple[int, int]:
    """Read a number of SQLite's file format; return it and where it ends."""
    number = 0
    for place, byte in enumerate(block[at : at + 9]):
        if place == 8:
            return number << 8 | byte, at + 9
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    return number, len(block)
