"""No address, parameter or header ends in an error of the server; both databases answer alike."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

import web
from ingest.packages import import_packages, sample_packages
from registry import Rates, Registry, Settings
from tests.support.databases import PostgresDatabases
from tests.support.soak import Trials, get_seed
from tests.web.odd_requests import OddRequest, Requester, send, templates_of
from web.application import App

REQUESTS = Trials("requests of any kind for every address, on both databases", 20_000)
FIRST = get_seed() * REQUESTS.soak
UNCOUNTED = Rates(requests=0, points=0)
KNOWN = [
    *("registry", "negotiations-exs-laa-2007", "1.0.0", "areas.csv", "datapackage.json"),
    *("targets", "areas", "partners", "sources", "proposals", "EXS-T1", "EXS", "EXS-SOURCE-LAA"),
    *("tile", "0", "000", "entries", "0/000", "entries/000", "0/000.p/1", "answerable.css"),
]


@pytest.fixture(scope="session")
def elsewhere(postgres_databases: PostgresDatabases, settings: Settings) -> Iterator[Settings]:
    """The same records in PostgreSQL, beside the same releases."""
    with postgres_databases.fresh() as url:
        registry = Registry.open(url)
        wanted = ("england", "exampleshire")
        import_packages(registry, [path for path in sample_packages() if path.name in wanted])
        registry.close()
        yield replace(settings, database_url=url)


def make_request(number: int, templates: list[str]) -> OddRequest:
    return Requester(Random(f"{REQUESTS.what} {number}"), templates, KNOWN).request()


async def send_all(one: App, other: App) -> tuple[Counter[int], list[str]]:
    """Send each request to both; return how often each status came, and what was wrong."""
    statuses, wrong = Counter[int](), []
    templates = [*templates_of(one.routes), "/graphql", "/graphql/"]
    for number in range(FIRST, FIRST + REQUESTS.count):
        request = make_request(number, templates)
        answers = [await send(app, request) for app in (one, other)]
        statuses[answers[0][0]] += 1
        found = [status for status, _ in answers]
        if max(found) >= 500 or len(set(found)) > 1:
            wrong.append(f"{number}: {found} {request!r:.600}")
    return statuses, wrong


@REQUESTS.mark
def test_every_request_is_answered_or_refused_alike(
    settings: Settings, elsewhere: Settings
) -> None:
    # A host that is no name of the machine is counted, and budgets refill with time: on a slow
    # machine one of the two has some left when the other has none.
    apps = [web.app(replace(each, rates=UNCOUNTED)) for each in (settings, elsewhere)]
    try:
        statuses, wrong = asyncio.run(send_all(*apps))
    finally:
        for app in apps:
            app.service.close()
            app.state.site.registry.close()

    assert wrong == []
    assert {200, 204, 400, 404, 405} <= statuses.keys()
