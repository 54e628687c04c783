"""Every document is answered or refused by its own faults, in whichever order it is written."""

import logging
from collections.abc import Sequence
from typing import Any

import pytest
from graphql import ASTValidationRule, GraphQLError, parse

from schema import GraphQLRequest, build, execute, sdl
from schema.validation import RULES, validate_document
from tests.schema.asking import Asking

LEAD = "fragment Lead on Query { whoIsResponsible(target: { reference: $r }) { lead { state } } }"
TITLE = "target(by: { reference: $r }) { title }"
PAGE = "query Page($r: String!, $with: Boolean = true)"

VALID = {
    "a fragment before its operation": f"{LEAD} {PAGE} {{ {TITLE} ...Lead @include(if: $with) }}",
    "a fragment that is skipped": f"{LEAD} {PAGE} {{ {TITLE} ...Lead @skip(if: $with) }}",
    "a fragment beside introspection": (
        f"{LEAD} query Page($r: String!) {{ {TITLE} ...Lead __schema {{ __typename }} }}"
    ),
    "a fragment before two operations": (
        f"{LEAD} query Page($r: String!) {{ ...Lead }} query Other {{ __typename }}"
    ),
    "a fragment between two operations": (
        f"query Other {{ __typename }} {LEAD} query Page($r: String!) {{ ...Lead }}"
    ),
}
ANSWER = {
    "a fragment before its operation": {"target", "whoIsResponsible"},
    "a fragment that is skipped": {"target"},
    "a fragment beside introspection": {"target", "whoIsResponsible", "__schema"},
    "a fragment before two operations": {"whoIsResponsible"},
    "a fragment between two operations": {"whoIsResponsible"},
}
NOT_DEFINED = "Variable '$r' is not defined"
NULLABLE = "Variable '$r' must be non-nullable to be used for OneOf Input Object 'TargetBy'."
ONE = (
    "Within OneOf Input Object type 'TargetBy', exactly one field must be specified,"
    " and the value for that field must be non-null."
)
INVALID = {
    f"{{ {TITLE} }}": f"{NOT_DEFINED}.",
    f"{LEAD} query Page {{ ...Lead }}": f"{NOT_DEFINED} by operation 'Page'.",
    f"query Page {{ ...Lead }} {LEAD}": f"{NOT_DEFINED} by operation 'Page'.",
    f"{LEAD} query Page($r: String) {{ ...Lead }}": NULLABLE,
    f"{LEAD} query Page($r: String!) {{ ...Lead }} query B($r: String) {{ ...Lead }}": NULLABLE,
    f"query B($r: String) {{ ...Lead }} query Page($r: String!) {{ ...Lead }} {LEAD}": NULLABLE,
    f'query Page($r: String = "x") {{ {TITLE} }}': NULLABLE,
    "query Page { target(by: {}) { title } }": ONE,
    "query Page { target(by: { reference: null }) { title } }": ONE,
    'query Page { target(by: { reference: "a", id: "b" }) { title } }': ONE,
    f"{LEAD} query Page($r: String!) {{ ...Lead nothing }}": (
        "Cannot query field 'nothing' on type 'Query'."
    ),
    f"{LEAD} query Page($r: Strong!) {{ ...Lead }}": "Unknown type 'Strong'.",
}


class FailingRule(ASTValidationRule):
    """A rule with a fault."""

    def enter_field(self, *_: Any) -> None:
        raise KeyError


def ask(asking: Asking, document: str, **variables: Any) -> Any:
    request = GraphQLRequest(document, variables, "Page" if "Page" in document else None)
    return execute(asking.registry, asking.settings, request)


@pytest.mark.parametrize("case", VALID)
def test_a_document_is_answered_in_whichever_order_it_is_written(case: str, asking: Asking) -> None:
    answer = ask(asking, VALID[case], r="EXS-T1")

    assert answer.errors == ()
    assert answer.data.keys() == ANSWER[case]


@pytest.mark.parametrize("document", INVALID)
def test_a_document_is_refused_by_its_own_fault(document: str, asking: Asking) -> None:
    answer = ask(asking, document, r="EXS-T1")

    assert answer.data is None
    assert INVALID[document] in [error["message"].partition(" Did")[0] for error in answer.errors]
    assert {error["extensions"]["reason"] for error in answer.errors} == {"INVALID"}


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, "Expected a value of non-null type 'TargetBy!' to be provided."),
        ({"by": {}}, ONE),
        ({"by": {"reference": None}}, ONE),
        ({"by": {"reference": "a", "id": None}}, ONE),
        ({"by": {"reference": "a", "id": "b"}}, ONE),
        ({"by": {"reference": 3}}, "String cannot represent a non string value: 3"),
    ],
)
def test_a_look_up_in_a_variable_is_held_to_the_same(
    variables: dict[str, Any], told: str, asking: Asking
) -> None:
    (error,) = ask(
        asking, "query ($by: TargetBy!) { target(by: $by) { title } }", **variables
    ).errors

    assert error["message"].endswith(told)
    assert error["extensions"]["reason"] == "INVALID"


@pytest.mark.parametrize("document", [*VALID.values(), *INVALID])
def test_no_rule_fails_on_a_document(document: str) -> None:
    for rule in RULES:
        found = validate_document(build()._schema, parse(document), 5, [rule])
        # The error of a rule that fails has no place.
        assert all(error.locations for error in found), rule


def test_a_rule_that_fails_refuses_the_document_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rules: Sequence[type[ASTValidationRule]] = [FailingRule]
    with caplog.at_level(logging.ERROR):
        (error,) = validate_document(build()._schema, parse("{ areas }"), 5, rules)

    assert isinstance(error, GraphQLError)
    assert error.extensions == {"code": "GRAPHQL_VALIDATION_FAILED", "reason": "INVALID"}
    assert error.message.startswith("The document cannot be validated.")
    assert "KeyError" in caplog.text


def test_the_contract_says_which_inputs_take_one_field_alone() -> None:
    assert "input TargetBy @oneOf {" in sdl()
    assert "input TargetFilter {" in sdl()
