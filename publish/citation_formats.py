"""A citation in words, as BibTeX and as CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from publish.citation import RecordCitation
from registry.signing import read_checkpoint
from registry.signing.strict_base64 import encode_base64
from registry.vocabulary import format_day

REGISTRY = "Answerable: public registry of local targets"
_RECORDED: Mapping[str, str] = MappingProxyType(
    {"VERBATIM": "Recorded word for word as", "RESTATED": "Restated as"}
)
_SPECIAL = re.compile(r"([&%$#_{}])")
_SPOKEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def as_text(citation: RecordCitation) -> str:
    """Return the citation as a sentence: the source, the record, the entries, the proof."""
    return (
        f"{_describe_source(citation)} {_describe_record(citation)}. {REGISTRY}, "
        f"{_format_place(citation)}. {citation.uri}"
    )


def as_bibtex(citation: RecordCitation) -> str:
    """Return the citation as a BibTeX record."""
    source = citation.source
    fields = {
        **({"author": f"{{{_escape_tex(source.publisher)}}}"} if source.publisher else {}),
        "title": f"{{{_escape_tex(_format_title(citation))}}}",
        "year": _find_day(citation)[:4],
        "howpublished": _escape_tex(REGISTRY),
        "url": citation.uri,
        "note": _escape_tex(_format_note(citation)),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{_make_id(citation)},\n{lines}\n}}"


def as_csl(citation: RecordCitation) -> dict[str, Any]:
    """Return the citation as an item of CSL-JSON, which reference managers read."""
    source = citation.source
    year, month, day = map(int, _find_day(citation).split("-"))
    return {
        "id": _make_id(citation),
        "type": "dataset",
        **({"author": [{"literal": source.publisher}]} if source.publisher else {}),
        "title": _format_title(citation),
        "container-title": REGISTRY,
        "issued": {"date-parts": [[year, month, day]]},
        **({"section": source.locator} if source.locator else {}),
        "URL": citation.uri,
        "number": ", ".join(map(str, citation.entries)),
        **({"version": citation.release} if citation.release else {}),
        "note": _format_note(citation),
    }


def as_json(citation: RecordCitation) -> dict[str, Any]:
    """Return the whole citation as JSON, with the proof."""
    return {
        "text": as_text(citation),
        "bibtex": as_bibtex(citation),
        "csl": as_csl(citation),
        "uri": citation.uri,
        "on": citation.on,
        "standing": citation.standing,
        "entries": list(citation.entries),
        "release": citation.release,
        "source": asdict(citation.source),
        "checkpoint": citation.checkpoint,
        "proof": json.loads(citation.proof),
    }


def _format_title(citation: RecordCitation) -> str:
    """Return what is cited: the document; where it is made up, that is said first."""
    made_up = citation.standing in ("FICTIONAL", "SYNTHETIC")
    title = citation.source.title
    return f"[{citation.standing}] {title}" if made_up else title


def _find_day(citation: RecordCitation) -> str:
    """Return the day of the document, or that of the record where none is on record."""
    return citation.source.published_on or citation.recorded_at[:10]


def _format_note(citation: RecordCitation) -> str:
    source = citation.source
    found = [source.locator, _describe_record(citation), _format_place(citation)]
    return "; ".join(filter(None, [*found, _format_address(citation)]))


def _describe_source(citation: RecordCitation) -> str:
    """Return the document, its publisher, its day, and where in it the record stands."""
    source = citation.source
    day = format_day(source.published_on) if source.published_on else None
    named = filter(None, (_format_title(citation), source.publisher, day, source.locator))
    address = _format_address(citation)
    return f"{', '.join(named)}." + (f" {address}." if address else "")


def _format_address(citation: RecordCitation) -> str:
    source = citation.source
    copy = f" (archived copy: {source.archived})" if source.archived else ""
    return f"{source.url}{copy}" if source.url else ""


def _describe_record(citation: RecordCitation) -> str:
    """Return how the record stands to the document, what it is called, and as of which day."""
    how = _RECORDED.get(citation.standing, "Recorded as")
    return f"{how} “{citation.title}” ({citation.reference}), as of {citation.on}"


def _format_place(citation: RecordCitation) -> str:
    """Return where on the ledger the record is, with all that it takes to find it again."""
    several = "entries" if len(citation.entries) > 1 else "entry"
    numbers = ", ".join(map(str, citation.entries))
    at = read_checkpoint(citation.checkpoint).checkpoint
    release = f"release {citation.release}" if citation.release else "not released yet"
    return (
        f"{several} {numbers}, {release}, checkpoint {at.origin} {at.size} {encode_base64(at.root)}"
    )


def _make_id(citation: RecordCitation) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", citation.reference).strip("-").lower()
    return f"answerable-{citation.kind}-{plain}-{citation.on}"


def _escape_tex(text: str) -> str:
    return "".join(_SPOKEN.get(character) or _SPECIAL.sub(r"\\\1", character) for character in text)
