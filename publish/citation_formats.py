"""A citation in words, as BibTeX and as CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from publish.citation import RecordCitation
from registry.signing import read_checkpoint
from registry.signing.strict_base64 import encode_base64

REGISTRY = "Answerable: public registry of local targets"
_SPECIAL = re.compile(r"([&%$#_{}])")
_SPOKEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def as_text(citation: RecordCitation) -> str:
    """Return the citation as a sentence."""
    return (
        f"{_format_title(citation)} ({citation.reference}), as of {citation.on}. {REGISTRY}, "
        f"{_format_place(citation)}. {citation.uri}{_format_source(citation)}"
    )


def as_bibtex(citation: RecordCitation) -> str:
    """Return the citation as a BibTeX record."""
    fields = {
        "title": f"{{{_escape_tex(_format_title(citation))} ({_escape_tex(citation.reference)})}}",
        "howpublished": _escape_tex(REGISTRY),
        "year": citation.recorded_at[:4],
        "url": citation.uri,
        "note": _escape_tex(_format_note(citation)),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{_make_id(citation)},\n{lines}\n}}"


def as_csl(citation: RecordCitation) -> dict[str, Any]:
    """Return the citation as an item of CSL-JSON, which reference managers read."""
    year, month, day = map(int, citation.recorded_at[:10].split("-"))
    return {
        "id": _make_id(citation),
        "type": "dataset",
        "title": f"{_format_title(citation)} ({citation.reference})",
        "container-title": REGISTRY,
        "issued": {"date-parts": [[year, month, day]]},
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
        "source": asdict(citation.source) if citation.source else None,
        "checkpoint": citation.checkpoint,
        "proof": json.loads(citation.proof),
    }


def _format_title(citation: RecordCitation) -> str:
    made_up = citation.standing in ("FICTIONAL", "SYNTHETIC")
    return f"[{citation.standing}] {citation.title}" if made_up else citation.title


def _format_note(citation: RecordCitation) -> str:
    return f"As of {citation.on}; {_format_place(citation)}{_format_source(citation)}"


def _format_source(citation: RecordCitation) -> str:
    """Return where the document of the record can be read; nothing where that is not on record."""
    source = citation.source
    if source is None:
        return ""
    named = ", ".join(filter(None, (source.title, source.publisher, source.locator)))
    copy = f" (archived copy: {source.archived})" if source.archived else ""
    return f". Source: {named}. {source.url}{copy}"


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
