"""The planner and graphql-core answer alike: one reads, the other completes what was read."""

from pathlib import Path

import pytest

from tests.schema.asking import Asking

QUESTIONS = sorted(Path(__file__).parent.glob("questions/*/question.graphql"))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.parent.name)
def test_what_graphql_core_completes_is_what_the_planner_reads(path: Path, asking: Asking) -> None:
    question = path.read_text(encoding="utf-8")
    variables = {"target": "EXS-T1", "on": "2007-05-01"} if "WhoIs" in question else {}
    planned = asking.ask(question, **variables)
    completed = asking.executed(question, **variables)

    assert [error.extensions for error in completed.errors or []] == [
        error["extensions"] for error in planned.errors
    ]
    if planned.data is not None:
        assert completed.data == planned.data


def test_what_is_wrong_with_a_question_is_told_with_a_code(asking: Asking) -> None:
    def code(question: str, **variables: object) -> str:
        answer = asking.ask(question, **variables)
        assert answer.data is None
        assert asking.statements == []
        return (
            f"{answer.errors[0]['extensions']['code']}: {answer.errors[0]['extensions']['reason']}"
        )

    assert code("{") == "GRAPHQL_PARSE_FAILED: SYNTAX"
    assert code("{ nothing }") == "GRAPHQL_VALIDATION_FAILED: INVALID"
    assert code('{ target(by: { reference: "A", id: "B" }) { id } }') == (
        "GRAPHQL_VALIDATION_FAILED: INVALID"
    )
    assert code("query ($first: Int!) { areas(first: $first) { totalCount } }", first="x") == (
        "GRAPHQL_VALIDATION_FAILED: INVALID"
    )
    look_up = "query ($r: String!) { target(by: { reference: $r }) { id } }"
    assert code(look_up, r="EXS\0T1") == "BAD_USER_INPUT: ARGUMENT"
    assert code(look_up, r="\ud800") == "BAD_USER_INPUT: ARGUMENT"
    assert code("query ($first: Int!) { areas(first: $first) { totalCount } }", first=10**30) == (
        "GRAPHQL_VALIDATION_FAILED: INVALID"
    )
    deep = "{ areas { nodes { " + "within { " * 20 + "name" + " }" * 23
    assert code(deep) == "TOO_LARGE: DEPTH"
    many = "{ " + " ".join(f"a{i}: __typename" for i in range(31)) + " }"
    assert code(many) == "TOO_LARGE: ALIASES"
    assert code("{ " + "__typename " * 2001 + "}") == "TOO_LARGE: TOKENS"


def test_fragments_that_double_are_measured_once_each(asking: Asking) -> None:
    doubling = "".join(
        f"fragment F{i} on Area {{ ...F{i + 1} within {{ ...F{i + 1} }} }} " for i in range(13)
    )
    answer = asking.ask(
        "{ areas { nodes { ...F0 } } } " + doubling + "fragment F13 on Area { name }"
    )
    assert answer.errors[0]["extensions"]["reason"] == "DEPTH"
