"""No document and no value ends in an error of the server; both databases answer alike.

Documents come with fragments first, several operations, look-ups by variables, and slips; values
are of every kind. Each has a number, which is told when it fails and always makes the same one.
"""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from graphql import GraphQLSchema

import schema
from schema import Answer, GraphQLRequest, build
from tests.schema.asking import Asking
from tests.schema.odd_values import Arranger, OddDocument, odd_document
from tests.support.soak import Trials, get_seed

ARRANGED = Trials("documents in any order and with slips, on both databases", 20_000)
ODD = Trials("documents with values of any kind, on both databases", 20_000)
PART = 250
Texts = dict[str, list[str]]
Write = Callable[[GraphQLSchema, Random, Texts], OddDocument]
REFUSED = {"INVALID", "ARGUMENT", "SYNTAX", "NUMBER", "PAGE_SIZE", "CURSOR_REFUSED", "OPERATION"}


def parts_of(trials: Trials) -> list[range]:
    first = get_seed() * trials.soak
    return [range(first + at, first + at + PART) for at in range(0, trials.count, PART)]


def arrange(contract: GraphQLSchema, chance: Random, known: Texts) -> OddDocument:
    return Arranger(contract, chance, known).arrange()


def ask(asking: Asking, document: OddDocument) -> Answer:
    request = GraphQLRequest(document.text, document.variables, document.operation)
    return schema.execute(asking.registry, asking.settings, request)


def compare(
    write: Write, what: str, number: int, known: Texts, one: Asking, other: Asking
) -> Answer:
    """Ask both databases, and the first again by the plan that was kept."""
    document = write(build()._schema, Random(f"{what} {number}"), known)
    told = f"{number}: {document}"
    answers = [ask(one, document), ask(other, document), ask(one, document)]
    for answer in answers:
        assert answer.reasons.isdisjoint({"INTERNAL", "UNAVAILABLE"}), told
    first, second, kept = answers
    assert (second.data, second.errors) == (first.data, first.errors), told
    # Of several values that are wrong a kept plan may name another.
    assert (kept.data, kept.reasons) == (first.data, first.reasons), told
    return first


def check_all(
    write: Write, trials: Trials, numbers: range, known: Texts, *both: Asking
) -> list[Answer]:
    found: list[Any] = [compare(write, trials.what, each, known, *both) for each in numbers]
    reasons = {reason for answer in found for reason in answer.reasons}
    assert reasons & REFUSED
    assert sum(not answer.errors for answer in found) > len(found) // 10
    return found


@ARRANGED.mark
@pytest.mark.parametrize("numbers", parts_of(ARRANGED), ids=str)
def test_documents_in_any_order_are_answered_or_refused_alike(
    numbers: range,
    texts: Texts,
    on_sqlite: Asking,
    on_postgresql: Asking,
) -> None:
    check_all(arrange, ARRANGED, numbers, texts, on_sqlite, on_postgresql)


@ODD.mark
@pytest.mark.parametrize("numbers", parts_of(ODD), ids=str)
def test_values_of_any_kind_are_answered_or_refused_alike(
    numbers: range,
    texts: Texts,
    on_sqlite: Asking,
    on_postgresql: Asking,
) -> None:
    check_all(odd_document, ODD, numbers, texts, on_sqlite, on_postgresql)
