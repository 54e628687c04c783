"""Answers are kept as long as the ledger stands where it stood, and told from others by ETags."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

import web
from registry import Settings
from tests.support.citing import cite
from tests.support.serving import registry_of
from web.graphql.etags import make_etag, matches_etag
from web.graphql.readers import LedgerState

COUNT = "/graphql?query={meta{entries}}"
NEVER_KEPT = "/graphql?query={nothing}"


@pytest.fixture
def served(tmp_path: Path, database_url: str) -> Iterator[TestClient]:
    settings = Settings(data_dir=tmp_path, database_url=database_url)
    with TestClient(web.app(settings)) as client:
        cite(registry_of(client), "FIRST")
        yield client


@contextmanager
def statements(client: TestClient) -> Iterator[list[str]]:
    """What the engine of questions runs meanwhile."""
    noted: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        noted.append(statement)

    reader = registry_of(client).reader
    event.listen(reader, "before_cursor_execute", note)
    yield noted
    event.remove(reader, "before_cursor_execute", note)


def test_a_kept_answer_is_told_without_asking_the_database_again(served: TestClient) -> None:
    first = served.get(COUNT)
    with statements(served) as noted:
        again = served.get(COUNT)
        posted = served.post("/graphql", json={"query": "{meta{entries}}"})

    assert first.json() == again.json() == posted.json()
    assert first.json()["data"] == {"meta": {"entries": 1}}
    assert first.headers["etag"] == again.headers["etag"] == posted.headers["etag"]
    assert first.headers["cache-control"] == "public, no-cache"
    assert noted == []


def test_who_has_the_answer_is_told_that_it_holds(served: TestClient) -> None:
    etag = served.get(COUNT).headers["etag"]
    with statements(served) as noted:
        same = served.get(COUNT, headers={"if-none-match": etag})
        among = served.get(COUNT, headers={"if-none-match": f'"other", {etag.removeprefix("W/")}'})
        other = served.get(COUNT, headers={"if-none-match": '"other"'})
        posted = served.post(
            "/graphql", json={"query": "{meta{entries}}"}, headers={"if-none-match": etag}
        )

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    assert [reply.status_code for reply in (among, other, posted)] == [304, 200, 200]
    assert noted == []


def test_whatever_is_recorded_makes_a_new_answer(served: TestClient) -> None:
    before = served.get(COUNT)
    cite(registry_of(served), "SECOND")
    after = served.get(COUNT, headers={"if-none-match": before.headers["etag"]})

    assert after.status_code == 200
    assert after.json()["data"] == {"meta": {"entries": 2}}
    assert after.headers["etag"] != before.headers["etag"]


def test_what_another_process_records_is_noticed(served: TestClient, database_url: str) -> None:
    assert served.get(COUNT).json()["data"]["meta"]["entries"] == 1
    told = (
        "import sys; from registry import Registry; from tests.web.test_keeping import cite;"
        "cite(Registry.open(sys.argv[1]), 'ELSEWHERE')"
    )
    subprocess.run([sys.executable, "-c", told, database_url], check=True)

    assert served.get(COUNT).json()["data"]["meta"]["entries"] == 2


def test_what_is_recorded_while_a_question_is_answered_is_told_to_the_next(
    served: TestClient,
) -> None:
    registry = registry_of(served)
    recorded: list[str] = []

    def record_something(*_: object) -> None:
        if not recorded:
            recorded.append("MEANWHILE")
            cite(registry, "MEANWHILE")

    event.listen(registry.reader, "before_cursor_execute", record_something)
    asked = served.get(COUNT)
    told, etag = asked.json()["data"]["meta"]["entries"], asked.headers.get("etag", "none")
    again = served.get(COUNT, headers={"if-none-match": etag})

    assert recorded == ["MEANWHILE"]
    assert told in (1, 2)
    assert etag == "none" or etag.startswith(f'W/"{told}-')
    # Only who was told of it has an answer that holds.
    assert again.status_code == 200 or told == 2
    assert served.get(COUNT).json()["data"] == {"meta": {"entries": 2}}


def test_each_question_and_media_type_has_its_own_etag(served: TestClient) -> None:
    one = "/graphql?query=query A($a: Boolean = true){meta{entries @include(if: $a) version}} "
    addresses = [
        COUNT,
        one,
        one + '&variables={"a":true}',
        one + '&variables={"a":false}',
        one + "query B{__typename}&operationName=A",
        one + "query B{__typename}&operationName=B",
    ]
    accepted = ["application/json", "application/graphql-response+json"]
    for address in addresses:
        # A document that does not always tell where the ledger stood is known for it from then on.
        served.get(address)
    etags = {
        served.get(address, headers={"accept": accept}).headers["etag"]
        for address in addresses
        for accept in accepted
    }
    assert len(etags) == len(addresses) * len(accepted)


def test_tomorrow_is_asked_anew() -> None:
    state = LedgerState(7, "2026-01-05T09:00:00.000000Z", "2026-01-05")
    tomorrow = state._replace(day="2026-01-06")
    today = make_etag(b"question", "application/json", state)

    assert today.startswith('W/"7-')
    assert today != make_etag(b"question", "application/json", tomorrow)
    assert matches_etag(today, today)
    assert not matches_etag("", today)


def test_refusals_are_not_kept(served: TestClient) -> None:
    for _ in range(2):
        answer = served.get(NEVER_KEPT)
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"


def test_long_answers_are_compressed_for_who_takes_that(client: TestClient) -> None:
    asked = "/graphql?query={__schema{types{name}}}"
    plain = client.get(asked, headers={"accept-encoding": "identity"})
    refused = client.get(asked, headers={"accept-encoding": "gzip;q=0"})
    short = client.get("/graphql?query={__typename}", headers={"accept-encoding": "gzip"})
    for _ in range(2):
        with client.stream("GET", asked, headers={"accept-encoding": "br, gzip"}) as packed:
            raw = b"".join(packed.iter_raw())
            assert packed.headers["content-encoding"] == "gzip"
            assert gzip.decompress(raw) == plain.content
            assert packed.headers["etag"] == plain.headers["etag"]

    assert len(raw) < len(plain.content) / 2
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert "content-encoding" not in short.headers
