"""Respond for withdrawn releases: 410, since when, why, and what replaces them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from publish import Tombstone
from web.site.context import NEGOTIATED, site_of, wants_page

_SAYS = (
    "This release was withdrawn, because words in it were taken off the record. "
    "Please do not keep or spread copies of it."
)


def withdrawn_response(request: Request, withdrawn: Tombstone) -> Response:
    """Return the tombstone of a release, in place of its page and of each of its files."""
    if wants_page(request):
        page = site_of(request).page("withdrawn.html", 410, withdrawn=withdrawn, says=_SAYS)
        page.headers.update(NEGOTIATED)
        return page
    told = {
        "version": withdrawn.version,
        "withdrawnAt": withdrawn.withdrawn_at,
        "why": withdrawn.why,
        "entries": [{"redacted": one.redacts, "by": one.by} for one in withdrawn.reasons],
        "replacedBy": withdrawn.replaced_by or None,
    }
    extensions = {"code": "GONE", "reason": "WITHDRAWN", "release": told}
    error = {"message": _SAYS, "extensions": extensions}
    return JSONResponse({"errors": [error]}, status_code=410, headers=NEGOTIATED)
