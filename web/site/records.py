"""Permanent addresses: each resolves to its record, as a page or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from registry.acts import ACTS, fields_of
from registry.ledger import read_entries_about
from registry.models import TABLES, TYPES
from registry.projection import cell_of
from registry.reading.corrections import read_corrections
from registry.vocabulary import (
    Standing,
    is_reference,
    is_web_address,
    make_archived_address,
    uri_of,
)
from web.site.citations import STYLES, citation_response, cite_in_words
from web.site.conditional import add_validators
from web.site.context import site_of, wants_page


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a record: its name, its meaning, and the record that it references, if any."""

    name: str
    meaning: str
    value: str
    names: str | None

    @property
    def label(self) -> str:
        """The name as people read it."""
        return self.name.replace("_", " ").capitalize()

    @property
    def links(self) -> bool:
        """Whether it is an address to which readers are sent."""
        return self.name == "url" and is_web_address(self.value)


def record(request: Request) -> Response:
    """Show the record at a permanent address, with the entries that are about it."""
    site, kind = site_of(request), request.path_params["kind"]
    reference = request.path_params["reference"]
    if kind not in TABLES or not is_reference(reference):
        raise HTTPException(404)
    table = TABLES[kind]
    with site.registry.reading() as session:
        connection = session.connection
        found = connection.execute(select(table).where(table.c.reference == reference)).mappings()
        first = found.first()
        if first is None:
            raise HTTPException(404)
        row = dict(first)
        entries = read_entries_about(connection, [(kind, reference)])
        corrections = read_corrections(connection, kind, reference)
    query = request.query_params
    if "cite" in query:
        return citation_response(site, kind, reference, query["cite"], query.get("on"))
    told: dict[str, Any] = {
        "type": TYPES[kind].TYPE,
        "uri": uri_of(site.settings.base_url, kind, reference),
        "world": Standing(row["standing"]).world,
        "entry": row["entry"],
        "recordedAt": row["recorded_at"],
        "corrections": corrections,
    }
    archived = make_archived_address(row.get("url") or "", site.settings.archive_url)
    said = list_cells(kind, row)
    if wants_page(request) and "json" not in query:
        told.update(kind=kind, cells=said, entries=entries, row=row, formats=STYLES)
        told.update(archived=archived)
        page = site.page("record.html", citation=cite_in_words(site, kind, reference), **told)
        # What its citation is as of, and the release that it names, change without the record.
        return add_validators(request, page, vary="Accept")
    if archived is not None:
        told["archived"] = archived
    changed = _changed_at(row, entries, corrections)
    answer = JSONResponse({**told, "record": {cell.name: cell.value for cell in said}})
    return add_validators(request, answer, changed=changed, vary="Accept")


def _changed_at(
    row: Mapping[str, Any], entries: Sequence[Any], corrections: Sequence[Mapping[str, Any]]
) -> str | None:
    """Return when what is told of a record last changed; None where a redaction did it later."""
    if any(entry.redacted_by for entry in entries):
        return None
    mended = (str(each["recorded_at"]) for each in corrections)
    return max([str(row["recorded_at"]), *(str(entry.recorded_at) for entry in entries), *mended])


def list_cells(kind: str, row: Mapping[str, Any]) -> list[Cell]:
    """List the fields of a record that have a value, in the order of its columns."""
    columns = TABLES[kind].c
    return [
        Cell(
            field.name,
            columns[field.name].comment or "",
            cell_of(kind, field.name, row[field.name]),
            field.refers,
        )
        for field in fields_of(ACTS[kind])
        if row[field.name] is not None
    ]
