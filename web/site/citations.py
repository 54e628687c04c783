"""How to cite a record: ``?cite=text``, ``bibtex``, ``csl`` or ``proof`` at its address."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from starlette.responses import JSONResponse, Response

from publish import (
    CitedSource,
    KnownRecord,
    RecordCitation,
    as_bibtex,
    as_csl,
    as_text,
    cite,
    cite_known,
)
from registry.models import TABLES
from registry.vocabulary import read_day, today
from web.site.context import Site


@dataclass(frozen=True, slots=True)
class CitationFile:
    """A format of citations, as a file."""

    says: str
    media: str
    suffix: str
    write: Callable[[RecordCitation], str]


STYLES: Mapping[str, CitationFile] = MappingProxyType(
    {
        "text": CitationFile(
            "as a sentence", "text/plain", "txt", lambda cited: f"{as_text(cited)}\n"
        ),
        "bibtex": CitationFile(
            "for BibTeX", "application/x-bibtex", "bib", lambda cited: f"{as_bibtex(cited)}\n"
        ),
        "csl": CitationFile(
            "for reference managers (CSL-JSON)",
            "application/vnd.citationstyles.csl+json",
            "csl.json",
            lambda cited: json.dumps([as_csl(cited)], indent=1, ensure_ascii=False) + "\n",
        ),
        "proof": CitationFile(
            "the file that proves it (`answerable verify`)",
            "application/json",
            "proof.json",
            lambda cited: cited.proof,
        ),
    }
)


def cite_in_words(site: Site, kind: str, reference: str) -> str:
    """Cite a record as of today, in words."""
    return as_text(_cite(site, kind, reference, today()))


def cite_shown(site: Site, kind: str, shown: Mapping[str, Any], on: str | None) -> str:
    """Cite a record as of a day, today by default, in words, from what its page shows of it."""
    reference = shown["reference"]
    # A document is its own source; what else has none says too little of itself.
    from_ = shown if kind == "sources" else shown["source"]
    if from_ is None:
        return cite_in_words(site, kind, reference)
    known = KnownRecord(
        kind,
        reference,
        _find_title(kind, shown),
        from_["standing"],
        shown["recordedAt"],
        CitedSource(
            from_["title"],
            from_.get("publisher"),
            from_.get("publishedOn"),
            from_.get("locator"),
            from_.get("url"),
            from_.get("archived"),
        ),
    )
    return as_text(cite_known(site.registry, site.settings, known, on or today()))


def _find_title(kind: str, shown: Mapping[str, Any]) -> str:
    """Return what a record is called; its reference where its kind has no names."""
    has_name = {"title", "name"} & set(TABLES[kind].c.keys())
    return str(shown["title"] if has_name else shown["reference"])


def citation_response(
    site: Site, kind: str, reference: str, style: str, on: str | None
) -> Response:
    """Send the citation of a record as a file; ``on`` is the day, today by default.

    It is made anew each time: a newer release, or a newer head of the ledger, proves it.
    """
    if style not in STYLES:
        return _refuse(f"cite is {style!r}; choose one of {', '.join(STYLES)}")
    try:
        day = today() if on is None else read_day(on)
    except ValueError:
        return _refuse(f"on is {on!r}; write a day such as 2007-05-01")
    chosen = STYLES[style]
    cited = _cite(site, kind, reference, day)
    name = f"{reference.replace('/', '-')}-{day}.{chosen.suffix}"
    return Response(
        chosen.write(cited),
        media_type=chosen.media,
        headers={
            "content-disposition": f'inline; filename="{name}"',
            "cache-control": "no-cache",
        },
    )


def _cite(site: Site, kind: str, reference: str, day: str) -> RecordCitation:
    # The process that serves needs no secret key.
    return cite(site.registry, site.settings, f"{kind}/{reference}", day, sign=False)


def _refuse(says: str) -> Response:
    error = {"message": says, "extensions": {"code": "BAD_USER_INPUT", "reason": "ARGUMENT"}}
    return JSONResponse({"errors": [error]}, status_code=400)
