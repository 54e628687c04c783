"""How much one question may ask for: what is too much is refused before it is validated."""

import re
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError, get_introspection_query, parse

import schema
from registry import Limits
from schema import Answer, GraphQLRequest, overdrawn_error
from schema.execution import UNSEEN
from schema.query_cost import measure_document
from tests.schema.asking import Asking

LIMITS = Limits()
NAMES = " ".join(f"a{i}: __typename" for i in range(31))
# Each fragment spreads the next one twice: 40 of them are 2 ** 40 fields, in under a kilobyte.
DOUBLING = "{ ...f0 } " + " ".join(
    f"fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}" for i in range(20)
)
DOUBLED = DOUBLING + " fragment f20 on Query { __typename }"
CIRCLE = "{ area(by: { code: 1 }) { partners { area { partners { area { partners { id } } } } } } }"
PAGES = "{ areas(first: 100) { nodes { agreements(first: 100) { nodes { id } } } } }"
PUBLISHED = {
    "".join([first, *map(str.title, rest)]): name
    for name in Limits.__slots__
    for first, *rest in [name.split("_")]
}
TOO_MUCH = {
    "{" + "node { " * 15 + "id" + " }" * 15 + "}": ("DEPTH", "16 levels of fields", "14"),
    f"{{ {NAMES} }}": ("ALIASES", "31 aliases", "30"),
    DOUBLED: ("FIELDS", "1,048,576 fields, fragments written out", "1,000"),
    f"{{ __typename {'@skip(if: false) ' * 101} }}": ("DIRECTIVES", "101 directives", "100"),
    CIRCLE: ("ROUNDS", "3 lists of one kind within each other", "2"),
    PAGES: ("NODES", "10,100 items at its worst", "10,000"),
}


@pytest.mark.parametrize("document", TOO_MUCH, ids=lambda document: TOO_MUCH[document][0])
def test_what_is_too_much_is_refused_with_value_limit_and_remedy(
    document: str, on_sqlite: Asking
) -> None:
    reason, found, limit = TOO_MUCH[document]
    answer = on_sqlite.ask(document)

    (error,) = answer.errors
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": reason}
    told = f"The question has {found}; the limit is {limit}. Ask for "
    assert error["message"].startswith(told)
    assert answer.is_refused
    assert on_sqlite.statements == []


def test_a_document_of_too_many_words_is_not_even_parsed(on_sqlite: Asking) -> None:
    (error,) = on_sqlite.ask("{ " + "__typename " * 2_000 + "}").errors

    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "TOKENS"}
    assert "more than 2,000 words and signs" in error["message"]


def too_much(document: str, variables: dict[str, Any] | None = None) -> str | None:
    try:
        measure_document(schema.build()._schema, parse(document), LIMITS, variables)
    except GraphQLError as refusal:
        return str((refusal.extensions or {})["reason"])
    return None


def test_repeated_fragments_are_measured_once_each() -> None:
    # Written out these are 2 ** 60 fields: whoever walked them all would never come back.
    doubling = "{ ...f0 } " + " ".join(
        f"fragment f{i} on Query {{ a: __typename ...f{i + 1} ...f{i + 1} }}" for i in range(60)
    )
    assert too_much(doubling) == "ALIASES"


def test_long_chains_and_deep_nests_are_refused_before_anything_follows_them(
    on_sqlite: Asking,
) -> None:
    chain = "{ ...f0 } " + " ".join(f"fragment f{i} on Query {{ ...f{i + 1} }}" for i in range(240))
    nests = [
        "{ ... " * 600 + "}" * 600,
        "{" * 60_000,
        "{ nodes(ids: " + "[" * 600 + "]" * 600 + ") { id } }",
        "query ($a: " + "[" * 600 + "Int" + "]" * 600 + ") { __typename }",
        '{ a(b: "\\"") # " \n' + "{ ... " * 600 + "}" * 601,
        chain,
    ]
    for nest in nests:
        (error,) = on_sqlite.ask(nest).errors
        assert error["extensions"] == {"code": "TOO_LARGE", "reason": "NESTING"}
        assert "more than 64" in error["message"]


def test_brackets_in_texts_and_comments_do_not_count(on_sqlite: Asking) -> None:
    text = '"{{{[[" """{{{ \\""" [[["""'
    document = "{ __typename } # " + "{" * 100 + "\n" + f"query A {{ a(b: [{text * 30}]) }}"
    (error,) = on_sqlite.ask(document).errors[:1]
    assert error["extensions"]["reason"] != "NESTING"


def test_a_fragment_that_spreads_itself_ends_the_walk() -> None:
    assert too_much("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }") is None


def test_page_sizes_come_from_arguments_variables_and_defaults() -> None:
    asked = (
        "query ($n: Int = 100) { areas(first: $n) { nodes { agreements(first: 100) { nodes { id }"
        " } } } }"
    )
    assert too_much(asked) == "NODES"
    assert too_much(asked, {"n": 100}) == "NODES"
    assert too_much(asked, {"n": 50}) is None
    assert too_much("{ areas { nodes { agreements { nodes { id } } } } }") is None


def test_what_is_only_counted_brings_no_items() -> None:
    counted = "{ areas(first: 100) { nodes { agreements(first: 100) { totalCount } } } }"
    assert too_much(counted) is None


def test_introspection_as_tools_ask_it_is_allowed(on_sqlite: Asking) -> None:
    answer = on_sqlite.ask(get_introspection_query(input_value_deprecation=True))
    assert answer.errors == ()


def test_introspection_in_circles_is_refused(on_sqlite: Asking) -> None:
    circle = '{ __type(name: "Area") { fields { type { fields { type { fields { name } } } } } } }'
    (error,) = on_sqlite.ask(circle).errors
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_the_limits_are_published(on_sqlite: Asking) -> None:
    told = on_sqlite.data(f"{{ meta {{ limits {{ {' '.join(PUBLISHED)} }} }} }}")["meta"]["limits"]
    assert told == {shown: getattr(LIMITS, name) for shown, name in PUBLISHED.items()}


def test_the_limits_and_reasons_are_written_down() -> None:
    text = (Path(schema.__file__).parents[1] / "docs/reference/api.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", text, re.MULTILINE))

    assert {name: float(value.replace(",", "")) for name, value in rows.items()} == {
        shown: getattr(LIMITS, name) for shown, name in PUBLISHED.items()
    }
    counts = dict(re.findall(r"^\| `(\w+)` \| [\d,]+ \| ([^|]+) \|", text, re.MULTILINE))
    figures = {figure.name: figure.metadata["counts"] for figure in fields(Limits)}
    assert [n for s, n in PUBLISHED.items() if figures[n].lower() not in counts[s].lower()] == []
    assert [reason for reason in schema.Reason if f"`{reason}`" not in text] == []


def ask_within(asking: Asking, document: str, **limits: Any) -> Answer:
    settings = replace(asking.settings, limits=Limits(**limits))
    return schema.execute(asking.registry, settings, GraphQLRequest(document))


def test_the_settings_say_how_much_may_be_asked_for(on_sqlite: Asking) -> None:
    strict = {"page_size": 50, "nodes": 60, "tokens": 40, "nesting": 9}
    asked = {
        "{ areas(first: 51) { nodes { id } } }": "first is 51; ask for 1 to 50",
        "{ areas(first: 30) { nodes { agreements(first: 2) { nodes { id } } } } }": "limit is 60",
        "{ " + "__typename " * 40 + "}": "more than 40 words and signs",
        "{" * 10: "more than 9 brackets",
    }
    for document, told in asked.items():
        assert told in ask_within(on_sqlite, document, **strict).errors[0]["message"]

    # What one registry refuses another may answer: plans are kept for each of them.
    document = "{ areas(first: 51) { nodes { id } } }"
    assert on_sqlite.ask(document).errors == ()
    assert (
        ask_within(on_sqlite, document, **strict).errors[0]["extensions"]["reason"] == "PAGE_SIZE"
    )


def test_a_page_size_that_is_no_integer_to_json_counts_all_the_same() -> None:
    asked = (
        "query ($n: Int!) { areas(first: $n) { nodes { agreements(first: $n) { nodes { id } } } } }"
    )
    assert too_much(asked, {"n": 100.0}) == "NODES"


def test_an_answer_tells_five_errors_at_most(on_sqlite: Asking) -> None:
    answer = on_sqlite.ask("{ " + " ".join(f"no{i}" for i in range(200)) + " }")

    assert [error["extensions"]["reason"] for error in answer.errors] == 4 * ["INVALID"] + [
        "ERRORS"
    ]
    assert answer.errors[-1]["message"] == (
        "There are more errors than the 5 that an answer tells, which is the limit."
        " Mend these and ask again"
    )
    assert answer.is_refused


def test_all_variables_may_be_wrong_and_five_are_told(on_sqlite: Asking) -> None:
    names = [f"v{i}" for i in range(60)]
    told = " ".join(f"${name}: Int" for name in names)
    used = " ".join(f"{name}: __typename @skip(if: false)" for name in names[:20])
    answer = on_sqlite.ask(f"query ({told}) {{ {used} }}", **dict.fromkeys(names, "x"))

    assert len(answer.errors) == 5


def test_an_answer_that_is_too_long_is_refused_with_its_size(on_sqlite: Asking) -> None:
    answer = on_sqlite.ask("{ targets { nodes { title reference } } }")
    assert answer.errors == ()

    refusal = answer.within(Limits(answer_bytes=len(answer.body) - 1))
    (error,) = refusal.errors
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "ANSWER_BYTES"}
    size = len(answer.body)
    assert error["message"] == (
        f"The answer would have {size:,} bytes; the limit is {size - 1:,}."
        " Ask for smaller pages with first, or for fewer fields"
    )
    assert refusal.encoded is None
    assert b"TOO_LARGE" in refusal.body
    assert answer.within(Limits(answer_bytes=size)) == answer


def test_a_question_costs_its_fields_and_its_items_at_their_worst(on_sqlite: Asking) -> None:
    document = "query ($n: Int = 5) { areas(first: $n) { nodes { id name } } }"

    # areas, nodes, id, name; and as many areas as the page may hold.
    assert on_sqlite.ask(document).cost == UNSEEN + 4 + 5
    assert on_sqlite.ask(document, n=100).cost == UNSEEN + 4 + 100
    # The plan is kept, and the cost with it.
    assert on_sqlite.ask(document).cost == 4 + 5
    assert on_sqlite.ask("{ nothing }").cost == UNSEEN + 1
    assert on_sqlite.ask("{").cost == UNSEEN


def test_who_cannot_pay_gets_no_answer(on_sqlite: Asking) -> None:
    charged: list[int] = []

    def charge(cost: int) -> None:
        charged.append(cost)
        if sum(charged) > UNSEEN + 20:
            raise overdrawn_error(cost, limit=UNSEEN + 20, after=7)

    document = "{ areas(first: 9) { nodes { name } } }"
    ask = partial(schema.execute, on_sqlite.registry, on_sqlite.settings, GraphQLRequest(document))
    first, second = ask(charge=charge), ask(charge=charge)

    assert first.errors == ()
    assert charged == [UNSEEN, 12, 12]
    (error,) = second.errors
    assert error["extensions"] == {"code": "RATE_LIMITED", "reason": "POINTS", "retryAfter": 7}
    assert error["message"] == (
        "The question costs 12 points, and this client has too few left of 520 a minute, which is"
        " the limit. Ask again in 7 seconds, or for less"
    )
    assert second.is_refused


PAIRS = {
    "the same field": "{ " + "__typename " * 900 + "}",
    "inline fragments": "{ " + "... { __typename } " * 300 + "}",
    "fragments": "{ "
    + " ".join(f"...f{i}" for i in range(150))
    + " } "
    + " ".join(f"fragment f{i} on Query {{ a{i}: __typename }}" for i in range(150)),
    "below the same field": "{ " + "areas { nodes { id } } " * 80 + "}",
}


@pytest.mark.parametrize("document", PAIRS)
def test_what_validation_would_compare_for_long_is_refused(
    document: str, on_sqlite: Asking
) -> None:
    (error,) = ask_within(on_sqlite, PAIRS[document], aliases=1_000).errors
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "PAIRS"}
    assert "more than 2,000 pairs" in error["message"]


def test_fragments_that_share_a_few_fields_are_no_matter(on_sqlite: Asking) -> None:
    parts = " ".join(f"...f{i}" for i in range(20))
    fragments = " ".join(f"fragment f{i} on Area {{ id name }}" for i in range(20))
    assert on_sqlite.ask(f"{{ areas {{ nodes {{ {parts} }} }} }} {fragments}").errors == ()


def test_the_contract_is_not_told_many_times_at_once(on_sqlite: Asking) -> None:
    twice = "{ " + " ".join(f"a{i}: __schema {{ types {{ ...t }} }}" for i in range(9)) + " } "
    inside = "{ name fields { name type { name } args { name type { name } } } }"
    for document in (
        f"{twice} fragment t on __Type {inside}",
        "{ __schema { types { " + " ".join(f"a{i}: fields {inside}" for i in range(9)) + " } } }",
    ):
        (error,) = on_sqlite.ask(document).errors
        assert error["extensions"] == {"code": "TOO_LARGE", "reason": "INTROSPECTION"}
        assert "Ask for it in parts, or read /graphql/schema.graphql" in error["message"]


def test_an_endless_number_is_refused_and_a_long_text_is_not(on_sqlite: Asking) -> None:
    for number in ("9" * 5_000, "-" + "1" * 41, "1." + "3" * 50):
        (error,) = on_sqlite.ask(f"{{ areas(first: {number}) {{ totalCount }} }}").errors
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "NUMBER"}
    text = '{ search(text: "' + "9" * 50 + '") { totalCount } }'
    assert on_sqlite.ask(text).errors == ()


def test_a_message_is_no_longer_than_people_read(on_sqlite: Asking) -> None:
    (error,) = on_sqlite.ask("{ " + "a" * 5_000 + " }").errors
    assert len(error["message"]) == 501


def test_fragments_that_nobody_uses_are_counted_where_they_cannot_all_be_told(
    on_sqlite: Asking,
) -> None:
    def unused(count: int) -> str:
        return "{ __typename ...f }" + "".join(
            f" fragment {name} on Query {{ __typename }}"
            for name in ["f", *map("g{}".format, range(count))]
        )

    few = on_sqlite.ask(unused(LIMITS.errors)).errors
    (many,) = on_sqlite.ask(unused(LIMITS.errors + 1)).errors

    assert [error["message"] for error in few] == [
        f"Fragment 'g{number}' is never used." for number in range(LIMITS.errors)
    ]
    assert many["message"] == (
        "6 fragments are never used, 'g0' among them. Spread them, or leave them out"
    )
    assert many["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED", "reason": "INVALID"}
