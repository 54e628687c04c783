"""Records that are called nearly as one that is not on record."""

from __future__ import annotations

from difflib import get_close_matches

from sqlalchemy import select
from starlette.requests import Request

from registry.models import TABLES
from registry.vocabulary import uri_of
from web.site.turns import read_record

# So many of those that begin alike are compared, and so many are told.
_COMPARED = 500
_TOLD = 5
# References begin with the area or the body: so many letters are rarely misspelt.
_ALIKE = 3


def find_near_matches(request: Request, path: str) -> list[tuple[str, str]]:
    """Find records of a path's kind whose references begin and look alike: address and name."""
    kind, _, reference = path[1:].partition("/")
    table = TABLES.get(kind)
    if table is None or not reference:
        return []
    named = table.c.get("title", table.c.get("name", table.c.reference))
    begins = reference[:_ALIKE].upper()
    wanted = (
        select(table.c.reference, named)
        .where(table.c.reference >= begins, table.c.reference < f"{begins}\x7f")
        .order_by(table.c.reference)
        .limit(_COMPARED)
    )
    with read_record(request) as session:
        names = {row[0]: row[1] for row in session.connection.execute(wanted)}
    upper = {found.upper(): found for found in names}
    near = (upper[each] for each in get_close_matches(reference.upper(), upper, _TOLD))
    return [(uri_of("", kind, found), str(names[found] or found)) for found in near]
