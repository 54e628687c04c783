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
from web.site.context import Site, site_of, wants_page
from web.site.turns import read_record


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


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record as it stands, with the entries and corrections that are about it."""

    kind: str
    row: Mapping[str, Any]
    entries: Sequence[Any]
    corrections: Sequence[Mapping[str, Any]]

    @property
    def changed_at(self) -> str | None:
        """When what is told of it last changed; None where a redaction did it later."""
        return _changed_at(self.row, self.entries, self.corrections)


def record(request: Request) -> Response:
    """Show the record at a permanent address, with the entries that are about it."""
    site, kind = site_of(request), request.path_params["kind"]
    reference = request.path_params["reference"]
    found = find_record(request, kind, reference)
    if found is None:
        raise HTTPException(404)
    query = request.query_params
    if "cite" in query:
        return citation_response(site, kind, reference, query["cite"], query.get("on"))
    if wants_page(request) and "json" not in query:
        told = {**_describe(site, found), "archived": _find_archived(site, found)}
        told.update(kind=kind, cells=list_cells(kind, found.row), entries=found.entries)
        told.update(row=found.row, formats=STYLES)
        page = site.page("record.html", citation=cite_in_words(site, kind, reference), **told)
        # What its citation is as of, and the release that it names, change without the record.
        return add_validators(request, page, vary="Accept")
    answer = JSONResponse(describe_record(site, found))
    return add_validators(request, answer, changed=found.changed_at, vary="Accept")


def find_record(request: Request, kind: str, reference: str) -> FoundRecord | None:
    """Find a record by its kind and reference."""
    if kind not in TABLES or not is_reference(reference):
        return None
    table = TABLES[kind]
    with read_record(request) as session:
        connection = session.connection
        found = connection.execute(select(table).where(table.c.reference == reference)).mappings()
        row = found.first()
        if row is None:
            return None
        entries = read_entries_about(connection, [(kind, reference)])
        return FoundRecord(kind, dict(row), entries, read_corrections(connection, kind, reference))


def describe_record(site: Site, found: FoundRecord) -> dict[str, Any]:
    """Describe a record as its address tells it to programs."""
    told, archived = _describe(site, found), _find_archived(site, found)
    if archived is not None:
        told["archived"] = archived
    said = list_cells(found.kind, found.row)
    return {**told, "record": {cell.name: cell.value for cell in said}}


def _describe(site: Site, found: FoundRecord) -> dict[str, Any]:
    row = found.row
    return {
        "type": TYPES[found.kind].TYPE,
        "uri": uri_of(site.settings.base_url, found.kind, row["reference"]),
        "world": Standing(row["standing"]).world,
        "entry": row["entry"],
        "recordedAt": row["recorded_at"],
        "corrections": found.corrections,
    }


def _find_archived(site: Site, found: FoundRecord) -> str | None:
    return make_archived_address(found.row.get("url") or "", site.settings.archive_url)


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
