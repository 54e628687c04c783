"""What the contract says of itself is what graphql-core would say of it, word for word."""

from pathlib import Path
from random import Random

import orjson
import pytest
from graphql import GraphQLError, parse, validate
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import schema
from registry import Limits, Registry, Settings
from schema import GraphQLRequest, build
from schema.query_cost import measure_document
from tests.schema.asking import Asking
from tests.schema.introspecting import TOOLS, Reader
from tests.support.soak import times


def as_bytes(data: object) -> bytes:
    """The answer up to what follows its data: what it cost."""
    return orjson.dumps({"data": data})[:-1] + b',"extensions":{"cost":'


@pytest.mark.parametrize("tool", TOOLS)
def test_tools_are_told_what_graphql_core_would_tell_them(tool: str, on_sqlite: Asking) -> None:
    variables = {"name": "Target"} if "$name" in TOOLS[tool] else {}
    expected = on_sqlite.executed(TOOLS[tool], **variables)
    answer = on_sqlite.ask(TOOLS[tool], **variables)

    assert expected.errors is None
    assert answer.body.startswith(as_bytes(expected.data))
    assert on_sqlite.statements == []


def is_answered(text: str) -> bool:
    """Whether a document is a valid one within the limits: lists of lists of lists are not."""
    contract, document = build()._schema, parse(text)
    try:
        measure_document(contract, document, Limits())
    except GraphQLError:
        return False
    return not validate(contract, document)


@given(random=st.randoms(note_method_calls=False))
@settings(max_examples=times(2_000), suppress_health_check=list(HealthCheck))
def test_every_document_is_told_what_graphql_core_would_tell(
    random: Random, on_sqlite: Asking
) -> None:
    document = Reader(build()._schema, random, {"reference": ["x"]}).document()
    assume(is_answered(document.inline))
    expected = on_sqlite.executed(document.with_variables, **document.values)
    assert expected.errors is None

    for _ in range(2):  # the second time by the plan that is kept
        answer = on_sqlite.ask(document.with_variables, **document.values)
        assert answer.body.startswith(as_bytes(expected.data))
    assert on_sqlite.ask(document.inline).data == expected.data


def test_only_inputs_are_one_of_their_fields_or_not(on_sqlite: Asking) -> None:
    asked = "query ($name: String!) { __type(name: $name) { isOneOf fields { type { isOneOf } } } }"
    told = {name: on_sqlite.data(asked, name=name)["__type"] for name in ("AreaBy", "AreaFilter")}

    assert told == {
        "AreaBy": {"isOneOf": True, "fields": None},
        "AreaFilter": {"isOneOf": False, "fields": None},
    }
    # Its fields are of types that are lists of others, or never null.
    area = on_sqlite.data(asked, name="Area")["__type"]
    assert area["isOneOf"] is None
    assert {field["type"]["isOneOf"] for field in area["fields"]} == {None}


def test_a_kept_plan_tells_of_each_type_that_is_named(on_sqlite: Asking) -> None:
    asked = "query ($name: String!) { __type(name: $name) { name kind } }"
    answers = [on_sqlite.data(asked, name=name) for name in ("Area", "AreaKind", "Nothing")]

    assert answers == [
        {"__type": {"name": "Area", "kind": "OBJECT"}},
        {"__type": {"name": "AreaKind", "kind": "ENUM"}},
        {"__type": None},
    ]


def test_a_name_that_no_record_can_hold_is_refused_as_everywhere(on_sqlite: Asking) -> None:
    asked = "query ($name: String!) { __type(name: $name) { name } }"
    for name in ("Area", "\ud800"):
        answer = on_sqlite.ask(asked, name=name)
    (error,) = answer.errors
    assert answer.data is None
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "ARGUMENT"}


def test_the_contract_is_told_without_a_database(tmp_path: Path) -> None:
    registry = Registry.open(f"sqlite:///{tmp_path}/none.sqlite")
    for _ in range(2):  # the second time by the plan that is kept
        answer = schema.execute(
            registry, Settings(), GraphQLRequest("{ __typename __schema { description } }")
        )
        assert answer.data is not None
        assert list(answer.data) == ["__typename", "__schema"]
    registry.close()


def test_more_than_tools_ask_is_refused_where_only_its_types_show_how_much_it_is(
    on_sqlite: Asking,
) -> None:
    """Nearly every type is a Node, and each has far more fields than types have on average."""
    fields = " ".join(f"a{i}: fields {{ name type {{ name }} args {{ name }} }}" for i in range(29))
    answer = on_sqlite.ask(
        f'{{ areas {{ totalCount }} __type(name: "Node") {{ possibleTypes {{ {fields} }} }} }}'
    )

    (error,) = answer.errors
    assert answer.data is None
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "INTROSPECTION"}
    assert error["message"].startswith("The question asks for more than ")
    assert on_sqlite.statements == []
