"""Whatever is deprecated says since when, what to use instead, and until when it stays."""

import re
from collections.abc import Iterator
from datetime import date

from graphql import GraphQLSchema, build_schema

import schema

REASON = re.compile(
    r"Deprecated (\d{4}-\d\d-\d\d): use `[^`]+` instead; it goes no earlier than (\d{4}-\d\d-\d\d)"
)


def deprecated(contract: GraphQLSchema) -> Iterator[tuple[str, str]]:
    """Everything that is deprecated, with the reason."""
    for kind in contract.type_map.values():
        things = {**getattr(kind, "fields", {}), **getattr(kind, "values", {})}
        for name, thing in things.items():
            arguments = {f"{name}({key})": each for key, each in getattr(thing, "args", {}).items()}
            for told, each in {name: thing, **arguments}.items():
                if each.deprecation_reason is not None:
                    yield f"{kind.name}.{told}", each.deprecation_reason


def badly(contract: GraphQLSchema) -> list[str]:
    """What is deprecated without all of that, or goes before a year is over."""
    wrong = []
    for where, reason in deprecated(contract):
        told = REASON.fullmatch(reason)
        since, until = map(date.fromisoformat, told.groups()) if told else (date.max, date.min)
        if (until.year - since.year, (until.month, until.day)) < (1, (since.month, since.day)):
            wrong.append(where)
    return wrong


def test_whatever_is_deprecated_names_its_replacement_and_its_days() -> None:
    assert badly(schema.build()._schema) == []


def test_a_deprecation_without_replacement_or_within_a_year_would_be_found() -> None:
    reason = "Deprecated {}: use `Query.b` instead; it goes no earlier than {}"
    well, soon, exact = (
        reason.format("2026-03-01", until) for until in ("2027-04-01", "2027-02-28", "2027-03-01")
    )
    contract = build_schema(
        f"""
        type Query {{
          a: Int @deprecated
          b(
            old: Int @deprecated(reason: "{soon}")
            older: Int @deprecated(reason: "Use b")
          ): Word
          c: Int @deprecated(reason: "{well}")
          d: Int @deprecated(reason: "{exact}")
        }}
        enum Word {{ ONE @deprecated(reason: "gone soon") TWO }}
        """
    )
    assert badly(contract) == ["Query.a", "Query.b(old)", "Query.b(older)", "Word.ONE"]
