"""Documents written at random from the contract: every way in which a question can be put.

hypothesis-graphql writes valid documents too, but leaves out what the planner has to get right:
variables, @skip and @include, named fragments, fields that are asked for twice and merged, names
that are on record, and pages within the limits.
"""

import json
import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from schema.planner.planning_context import DEFINITION

DAYS = ("2007-05-01", "2008-03-31", "2009-07-01", "2030-01-01")
INSTANTS = ("2025-01-01T00:00:00Z", "2026-01-05T09:00:00Z", "2026-02-01T10:30:00+01:00")
WORDS = ("children", "young", "%", "council", "", "crime", "the", "a council's", "2007-08")
# Words of closed lists: others are refused.
CLOSED = {
    "kind": ("areas", "milestones", "negotiations", "proposals", "targets"),
    "act": ("MilestoneSet", "ProposalMade", "TargetSet"),
    "financialYear": ("2007-08", "2008-09", "2009-10"),
}
# These tell the time of asking, or what the database drew by lot.
LEFT_OUT = {("Responsibility", "knownAt"), ("Query", "meta"), ("Entry", "hash")}
PUT_IN = ("STREAM", "CONTRIBUTOR", "TERMS")
DEPTH, FIELDS, ALIASES = 6, 30, 24


class Word(str):
    """The value of an enum: written without quotation marks."""


@dataclass(frozen=True)
class Document:
    """A question as it was written, with marks where its values stand."""

    text: str
    kinds: dict[str, str]
    values: dict[str, Any]

    @property
    def inline(self) -> str:
        """The question with its values in their places."""
        return _marked(self.text, lambda name: _literal(self.values[name]))

    @property
    def with_variables(self) -> str:
        """The question with a variable for each value."""
        declared = ", ".join(f"${name}: {kind}" for name, kind in self.kinds.items())
        text = _marked(self.text, lambda name: f"${name}")
        return f"query ({declared}) {text}" if declared else text


def _marked(text: str, write: Any) -> str:
    return re.sub("«([a-z0-9]+)»", lambda found: write(found[1]), text)


def _literal(value: Any) -> str:
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_literal(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value)


@dataclass
class Author:
    """Writes one document; ``texts`` are references, ids and codes that are on record."""

    schema: GraphQLSchema
    random: Random
    texts: dict[str, list[str]]
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    fields: int = 0
    aliases: int = 0

    def document(self) -> Document:
        query = self.schema.query_type
        assert query is not None
        text = self.selection(query, 0)
        return Document("\n".join([text, *self.fragments]), self.kinds, self.values)

    def one_in(self, number: int) -> bool:
        return self.random.randrange(number) == 0

    def selection(self, kind: GraphQLNamedType, depth: int) -> str:
        if is_abstract_type(kind):
            possible = list(self.schema.get_possible_types(kind))
            parts = ["__typename"]
            if hasattr(kind, "fields"):
                parts += self.chosen(kind, depth, aliased=True)
            for one in self.random.sample(possible, min(2, len(possible))):
                parts += self.grouped(one, self.chosen(one, depth, aliased=True), 1)
        else:
            assert isinstance(kind, GraphQLObjectType)
            parts = self.grouped(kind, self.chosen(kind, depth, aliased=False), 3)
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def grouped(self, kind: GraphQLObjectType, parts: list[str], likely: int) -> list[str]:
        """The same fields, perhaps in a fragment of one sort or the other."""
        if not parts or not self.one_in(likely):
            return parts
        if self.one_in(2):
            return [f"... on {kind.name} {self.flag()}{{ {' '.join(parts)} }}"]
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {kind.name} {{ {' '.join(parts)} }}")
        # Aliases count wherever a fragment is spread, and there is a limit to them.
        twice = self.fragments[-1].count(":") == 0 and self.one_in(3)
        return [f"...{name} {self.flag()}"] * (2 if twice else 1)

    def flag(self) -> str:
        if not self.one_in(8):
            return ""
        word = self.random.choice(("skip", "include"))
        return f"@{word}(if: {self.mark('Boolean!', self.one_in(2))}) "

    def chosen(self, kind: Any, depth: int, *, aliased: bool) -> list[str]:
        there = [n for n in kind.fields if (kind.name, n) not in LEFT_OUT]
        count = self.random.randint(1, 2 if depth == 0 else 4)
        written = []
        for name in self.random.sample(there, min(count, len(there))):
            found = self.written(name, kind.fields[name], depth, aliased=aliased)
            # What is asked for twice is merged.
            if found and not aliased and "(" not in found.partition("{")[0] and self.one_in(6):
                written.append(self.written(name, kind.fields[name], depth, aliased=False))
            written.append(found)
        if not aliased and self.one_in(6):
            written.append("__typename")
        return [each for each in written if each]

    def written(self, name: str, definition: GraphQLField, depth: int, *, aliased: bool) -> str:
        kind = get_named_type(definition.type)
        self.fields += 1
        leaf = is_leaf_type(kind)
        if self.fields > FIELDS or (not leaf and depth >= DEPTH):
            return ""
        arguments = self.arguments(definition.args)
        if aliased or arguments or self.one_in(10):
            if self.aliases >= ALIASES:
                return ""
            self.aliases += 1
            name = f"a{self.aliases}: {name}"
        below = "" if leaf else " " + self.selection(kind, depth + 1)
        return f"{name}{arguments} {self.flag()}{below}"

    def arguments(self, there: dict[str, GraphQLArgument]) -> str:
        found = []
        # A page is the first of a list or the last; cursors come from answers, not from here.
        left_out = {"after", "before", self.random.choice(("first", "last"))}
        for name, argument in there.items():
            if name in left_out or not (is_required_argument(argument) or self.one_in(2)):
                continue
            value = self.value(name, argument.type, 0)
            found.append(f"{name}: {self.mark(str(argument.type), value)}")
        return f"({', '.join(found)})" if found else ""

    def mark(self, kind: str, value: Any) -> str:
        name = f"v{len(self.kinds)}"
        self.kinds[name], self.values[name] = kind, value
        return f"«{name}»"

    def value(self, name: str, kind: GraphQLInputType, depth: int) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return self.value(name, kind.of_type, depth)
        if isinstance(kind, GraphQLList):
            if name == "by" and isinstance(get_named_type(kind), GraphQLEnumType):
                return self.groupings(get_named_type(kind))
            return [self.value(name, kind.of_type, depth) for _ in range(self.random.randint(1, 2))]
        if isinstance(kind, GraphQLEnumType):
            return Word(self.random.choice(list(kind.values)))
        if isinstance(kind, GraphQLInputObjectType):
            return self.object(kind, depth)
        return self.scalar(name, kind.name)

    def groupings(self, kind: Any) -> list[Word]:
        """By what statistics are grouped: each once, and money either put in or given."""
        given = [word for word in kind.values if word not in PUT_IN]
        put_in = [word for word in kind.values if word not in ("TARGET", "GOAL")]
        chosen = self.random.choice([put_in, given])
        return [Word(word) for word in self.random.sample(chosen, self.random.randint(0, 2))]

    def scalar(self, name: str, kind: str) -> Any:
        if kind == "Int":
            return self.random.randint(1, 5)
        if kind == "Boolean":
            return self.one_in(2)
        if kind in ("Date", "DateTime"):
            return self.random.choice(DAYS if kind == "Date" else INSTANTS)
        if name in ("text", "name"):
            return self.random.choice(WORDS)
        if name in CLOSED:
            return self.random.choice(CLOSED[name])
        pool = self.texts.get(kind if kind in ("ID", "URI") else name) or self.texts["reference"]
        return self.random.choice([*pool, "nothing"])

    def object(self, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        fields: dict[str, GraphQLInputField] = kind.fields
        if kind.extensions[DEFINITION].is_one_of:
            names = [self.random.choice(list(fields))]
        else:
            plain = [n for n in fields if depth < 2 or n not in ("and", "or", "not")]
            names = self.random.sample(plain, self.random.randint(0, min(3, len(plain))))
            names += [n for n, f in fields.items() if is_required_input_field(f) and n not in names]
        return {name: self.value(name, fields[name].type, depth + 1) for name in names}
