"""The log tells what an operation is called, whether its client says so or only its document."""

import pytest
from graphql import OperationDefinitionNode, parse
from hypothesis import given
from hypothesis import strategies as st

from schema import GraphQLRequest
from web.graphql.operation_name import LONGEST, find_operation_name


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("query Who { a }", "Who"),
        ("{ a }", None),
        ("query { a }", None),
        ("query($x: Int) { a }", None),
        ("query @skip(if: $x) { a }", None),
        ("query Who($x: In = { query: [{ Other: 1 }] }) @d(a: { b: 1 }) { a }", "Who"),
        ("mutation Tell { a }", "Tell"),
        ("subscription Follow { entries { number } }", "Follow"),
        ("query query { query }", "query"),
        ("query fragment { a } fragment query on on { b }", "fragment"),
        ("fragment F on Query { query } query Who { ...F }", "Who"),
        ("query A { a } query B { b }", None),
        ("{ a } query B { b }", None),
        ("# query Not { a }\nquery Who { a }", "Who"),
        ('query Who { a(b: "} query Other {") }', "Who"),
        ('query Who { a(b: "\\"} query Other {") }', "Who"),
        ('query Who { a(b: """ "} \\""" query Other { """) }', "Who"),
        ("query Who", "Who"),
        ("type Query { a: Int }", None),
        ("", None),
        ("}}}{{{", None),
        ('query Who { a(b: """ never closed', "Who"),
    ],
)
def test_the_only_operation_names_itself(document: str, name: str | None) -> None:
    assert find_operation_name(GraphQLRequest(document)) == name


def test_the_client_may_say_which() -> None:
    document = "query A { a } query B { b }"

    assert find_operation_name(GraphQLRequest(document, operation="B")) == "B"
    assert find_operation_name(GraphQLRequest(document, operation="C" * 10_000)) == "C" * LONGEST
    assert find_operation_name(GraphQLRequest(document, operation="\x1b[31mB")) is None
    assert find_operation_name(GraphQLRequest(f"query {'N' * 10_000} {{ a }}")) == "N" * LONGEST


@pytest.mark.parametrize(
    "document",
    ['"""' + '\\"""' * 10_000, '"' * 60_001, '"""a' * 15_000, '"\\' * 30_000, "{" * 60_000],
)
def test_whatever_comes_is_looked_through_once(document: str) -> None:
    assert find_operation_name(GraphQLRequest(f"query A {{ a }} {document}")) in ("A", None)


NAMES = st.sampled_from(["query", "Who", "on", "fragment", "_", "a1"])
HEADS = st.one_of(
    st.just("{ a }"),
    NAMES.map(lambda name: f"query {name} {{ a(b: [{{c: 1}}]) }}"),
    NAMES.map(lambda name: f'subscription\n#{name}\n{name}, @x(y: "}}") {{ query {{ b }} }}'),
    st.just("mutation ($x: [I!]! = [1]) { a }"),
    st.just('fragment query on Query { a(b: """query Z { \\""" " """) }'),
)


@given(st.lists(HEADS, min_size=1, max_size=3))
def test_it_sees_what_a_parser_sees(parts: list[str]) -> None:
    document = " ".join(parts)
    read = [d for d in parse(document).definitions if isinstance(d, OperationDefinitionNode)]
    only = read[0].name.value if len(read) == 1 and read[0].name else None

    assert find_operation_name(GraphQLRequest(document)) == only
