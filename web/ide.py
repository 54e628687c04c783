"""GraphiQL from our own origin, and beside it a plain form that needs no JavaScript."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import orjson
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

import schema
from schema import Reason
from web import asking
from web.accounts import account_of
from web.bodies import read_body
from web.headers import IDE
from web.operations import operation_of
from web.persisted import document_hash
from web.refusals import Unreadable
from web.site import Site, site_of
from web.told import told_by

BUILT = Path(__file__).parent / "static/graphiql/.built"
WELCOME = """\
{
  whoIsResponsible(target: { reference: "EXS-T1" }) {
    target { reference title source { standing } }
    lead { state stated partner { name } }
    accountable { name }
    answersTo { order duty partner { name } }
    protocol { title version }
    complaints
    findings { kind says }
  }
}
"""


def ide(request: Request) -> Response:
    """The IDE where it was built, otherwise the form."""
    site = site_of(request)
    if not BUILT.exists():
        return _form(site, WELCOME)
    return site.page("ide.html", headers={"content-security-policy": IDE})


async def form(request: Request) -> Response:
    """A form for a question; with the answer below it once it was asked."""
    site = site_of(request)
    if request.method == "GET":
        return _form(site, request.query_params.get("query", WELCOME))
    query, limits = "", site.settings.limits
    try:
        body = await read_body(request.receive, told_by(request.scope), limits)
        question = asking.from_form(body, limits)
        query = question.query
        account = account_of(request.scope)
        account.operation, account.document = operation_of(question), document_hash(question)
        answer = await to_thread.run_sync(partial(site.ask, question, charge=account.charge))
        account.answered(answer)
        answer, told = answer.within(limits)
    except Unreadable as error:
        account_of(request.scope).refused(error.why.name)
        return _form(site, query, error.as_json(), error.status)
    status = 429 if Reason.POINTS in answer.reasons else 200
    return _form(site, query, told, status)


def contract(_: Request) -> Response:
    """The API's contract in GraphQL's schema language."""
    return PlainTextResponse(schema.sdl(), media_type="text/plain; charset=utf-8")


def _form(site: Site, query: str, answer: bytes | None = None, status: int = 200) -> Response:
    shown = None
    if answer is not None:
        shown = orjson.dumps(orjson.loads(answer), option=orjson.OPT_INDENT_2).decode()
    return site.page("form.html", status, query=query, answer=shown, ide=BUILT.exists())
