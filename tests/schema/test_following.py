"""What a subscription shows of entries is what a question shows of them."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from registry.ledger import read_position
from registry.vocabulary import opaque_id
from schema import (
    Answer,
    Batch,
    GraphQLRequest,
    RequestDeadline,
    SubscriptionPlan,
    plan_subscription,
)
from tests.schema.asking import Asking

SHOWN = """{
  no: number recordedAt act summary hash redacted actor { name }
  about { __typename uri ... on Target { title agreement { area { name } } } ...named }
}"""
NAMED = "fragment named on Partner { name kind area { name } }"
FOLLOWED = f"""subscription S($since: Int, $about: ID) {{
  e: entries(since: $since, about: $about) {SHOWN}
}} {NAMED}"""
ASKED = f"query ($since: Int!) {{ changes(since: $since, first: 100) {{ nodes {SHOWN} }} }} {NAMED}"


def followed(asking: Asking, query: str = FOLLOWED, **variables: Any) -> SubscriptionPlan:
    found = plan_subscription(asking.settings, GraphQLRequest(query, variables))
    assert isinstance(found, SubscriptionPlan)
    return found


def refusal(asking: Asking, query: str, **variables: Any) -> str:
    found = plan_subscription(asking.settings, GraphQLRequest(query, variables))
    assert isinstance(found, Answer)
    reason: str = found.errors[0]["extensions"]["reason"]
    return reason


def newest(asking: Asking) -> int:
    with asking.registry.reading() as session:
        return read_position(session.connection).number


def batches(asking: Asking, following: SubscriptionPlan) -> Iterator[Batch]:
    upto, after = newest(asking), following.since or 0
    while after < upto:
        batch = following.read(asking.registry, after, upto, RequestDeadline(10.0))
        assert batch.refusal is None
        yield batch
        after = batch.upto


def test_each_entry_is_shown_as_a_question_shows_it(asking: Asking) -> None:
    read = [
        answer for batch in batches(asking, followed(asking, since=0)) for answer in batch.answers
    ]
    asked = [
        entry
        for since in range(0, newest(asking), 100)
        for entry in asking.data(ASKED, since=since)["changes"]["nodes"]
    ]

    assert [number for number, _ in read] == [*range(1, newest(asking) + 1)]
    assert [orjson.loads(body) for _, body in read] == [{"data": {"e": entry}} for entry in asked]


def test_only_what_is_about_one_thing_is_read_and_nothing_of_the_rest_is_left(
    asking: Asking,
) -> None:
    about = opaque_id("targets", "EXS-T1")
    [batch] = batches(asking, followed(asking, about=about, since=0))

    assert {orjson.loads(body)["data"]["e"]["about"]["uri"] for _, body in batch.answers} == {
        "http://127.0.0.1:8000/targets/EXS-T1"
    }
    assert batch.upto == newest(asking)


def test_entries_are_read_together_as_far_as_a_question_may_ask_for_as_much(
    on_sqlite: Asking,
) -> None:
    small = "subscription { entries { number } }"
    large = """subscription { entries { about { ... on Area {
      agreements(first: 100) { nodes { id } }
    } } } }"""

    assert followed(on_sqlite, small).most == 100
    assert followed(on_sqlite, large).most == 10_000 // 101


def test_what_takes_too_long_together_is_read_one_by_one(on_sqlite: Asking) -> None:
    batch = followed(on_sqlite, since=0).read(
        on_sqlite.registry, 0, 50, RequestDeadline(seconds=0, steps=1)
    )

    assert [number for number, _ in batch.answers] == [1]
    assert batch.upto == 1


def test_what_was_told_to_stop_is_not_tried_again(on_sqlite: Asking) -> None:
    stop = RequestDeadline(10.0, steps=1)
    stop.cancel()
    batch = followed(on_sqlite, since=0).read(on_sqlite.registry, 0, 50, stop)

    assert (batch.answers, batch.upto) == ((), 0)
    assert batch.refusal is not None
    assert batch.refusal.reasons == {"SECONDS"}


def test_those_who_see_the_same_have_the_same_key_wherever_they_begin(on_sqlite: Asking) -> None:
    about = opaque_id("targets", "EXS-T1")
    twice = """subscription ($n: Int! = 1) { entries(since: $n) { about { ... on Area {
      agreements(first: $n) { totalCount }
    } } } }"""

    assert followed(on_sqlite, since=7).key == followed(on_sqlite).key
    assert followed(on_sqlite, since=7).since == 7
    assert followed(on_sqlite).since is None
    assert followed(on_sqlite, about=about).key != followed(on_sqlite).key
    assert followed(on_sqlite, twice, n=7).key != followed(on_sqlite, twice, n=8).key


def test_a_question_is_not_followed(on_sqlite: Asking) -> None:
    assert plan_subscription(on_sqlite.settings, GraphQLRequest("{ meta { entries } }")) is None


@pytest.mark.parametrize("since", [-1, 2**31, "x", 1.5])
def test_where_to_begin_is_a_number(on_sqlite: Asking, since: Any) -> None:
    assert refusal(on_sqlite, FOLLOWED, since=since) in ("ARGUMENT", "INVALID")


def test_a_subscription_is_no_question(on_sqlite: Asking) -> None:
    assert on_sqlite.ask(FOLLOWED).reasons == {"SUBSCRIPTION"}
    assert on_sqlite.statements == []


def test_a_number_that_no_entry_has_yet_is_refused_and_names_the_newest(asking: Asking) -> None:
    question, head = "query ($n: Int!) { changes(since: $n) { totalCount } }", newest(asking)
    assert asking.data(question, n=head) == {"changes": {"totalCount": 0}}

    for since in (head + 1, 2**31 - 1):
        (error,) = asking.ask(question, n=since).errors
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "BEYOND_HEAD"}
        assert error["path"] == ["changes"]
        assert error["message"].startswith(f"since is {since}, and the newest entry is {head}: ")
    (error,) = asking.ask(question, n=-1).errors
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "ARGUMENT"}
