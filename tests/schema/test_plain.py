"""What is told to be plainly valid is valid; what is wrong is left to graphql-core."""

import re
from random import Random

import pytest
from graphql import GraphQLError, parse, specified_rules
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strawberry.schema.schema import validate_document

from schema import build
from schema.fast_validation import is_plainly_valid
from tests.schema.writing import Author
from tests.support.soak import times

TOKENS = re.compile(r'"(?:[^"\\\n]|\\.)*"|\.\.\.|[\w$@]+|[^\s\w]')
TEXTS = {"reference": ["EXS-T1"], "ID": ["targets/EXS-T1"], "URI": ["x"], "code": ["PSA 1"]}

PLAIN = [
    "{ areas { nodes { name } } }",
    "query A($r: String!) { target(by: { reference: $r }) { a: title b: title __typename } }",
    "query ($n: Int! = 5, $on: Date) { targets(first: $n, asOf: $on) { totalCount } }",
    '{ targets(filter: { or: [{ block: ["A"] }] }) { totalCount } }',
    '{ node(id: "x") { id ... on Target { title } ...Pot } } fragment Pot on Pool { year: title }',
]

WRONG = [
    "{ areas { nodes { nome } } }",
    "{ areas }",
    "{ areas { totalCount { x } } }",
    '{ areas(first: "2") { totalCount } }',
    "{ areas(middle: 2) { totalCount } }",
    "{ areas(first: 2, first: 3) { totalCount } }",
    "{ areas(first: $n) { totalCount } }",
    "query ($n: Int) { areas { totalCount } }",
    "query ($n: String) { areas(first: $n) { totalCount } }",
    "query ($n: Int!, $n: Int!) { areas(first: $n) { totalCount } }",
    'query ($n: Int! = "2") { areas(first: $n) { totalCount } }',
    "query ($n: Area) { areas(first: $n) { totalCount } }",
    "query ($r: String) { target(by: { reference: $r }) { title } }",
    '{ target(by: { reference: "a", id: "b" }) { title } }',
    "{ target(by: { reference: null }) { title } }",
    '{ target(by: { reference: "a", reference: "b" }) { title } }',
    "{ target { title } }",
    "{ target(by: {}) { title } }",
    '{ targets(filter: { colour: "red" }) { totalCount } }',
    "{ targets(orderBy: { by: COLOUR }) { totalCount } }",
    "{ areas { a: totalCount a: pageInfo { endCursor } } }",
    "{ areas { ...A } }",
    "{ areas { totalCount } } fragment A on Area { name }",
    "{ areas { nodes { ...A } } } fragment A on Area { name ...A }",
    "{ areas { nodes { ...A } } } fragment A on Pool { title }",
    "{ areas { nodes { ... on AreaFilter { name } } } }",
    "{ areas { totalCount } } fragment A on Area { name } fragment A on Area { name }",
    "{ areas { totalCount } } { goals { totalCount } }",
    "mutation { areas { totalCount } }",
    "{ areas @big { totalCount } }",
    "query @big { areas { totalCount } }",
    "{ areas { nodes { ...A @big } } } fragment A on Area { name }",
    "type A { b: Int }",
]


def is_valid(text: str) -> bool:
    return not validate_document(build()._schema, parse(text), specified_rules)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_documents_are_known_as_such(text: str) -> None:
    assert is_plainly_valid(build()._schema, parse(text))
    assert is_valid(text)


@pytest.mark.parametrize("text", WRONG)
def test_wrong_documents_are_never_plain(text: str) -> None:
    assert not is_plainly_valid(build()._schema, parse(text))
    assert not is_valid(text)


@given(random=st.randoms(note_method_calls=False))
@settings(max_examples=times(2_000), suppress_health_check=list(HealthCheck))
def test_a_document_that_was_spoiled_is_plain_only_if_it_is_still_valid(random: Random) -> None:
    document = Author(build()._schema, random, TEXTS).document().with_variables
    for text in (document, *(spoiled(document, random) for _ in range(10))):
        try:
            plain = is_plainly_valid(build()._schema, parse(text, no_location=True))
        except GraphQLError:
            continue
        assert not plain or is_valid(text), text


def spoiled(text: str, random: Random) -> str:
    """A document with one of its words left out, said twice, or put in another's place."""
    tokens = TOKENS.findall(text)
    assume(tokens)
    place, other = random.randrange(len(tokens)), random.randrange(len(tokens))
    way = random.randrange(3)
    tokens[place : place + 1] = [[], [tokens[place]] * 2, [tokens[other]]][way]
    return " ".join(tokens)
