"""Documents that clients write by mistake or on purpose: in any order, with values of any kind."""

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
)

from tests.schema.writing import Author, Document, Word

NUMBERS: list[Any] = [0, -1, 1, 5, 100, 101, 2**31 - 1, 2**31, -(2**31), 2**53 + 1, 2**63 - 1]
OTHERS: list[Any] = [1.0, 1.5, -0.0, 1e300, True, False, "", [], {}, [[]], [None], {"": None}]
TEXTS = [
    *("", " ", "\t\n", "%", "_", "/", "\\", "'", '"', "''; --", "*", '"a" NEAR b', "( ) : ^ -"),
    *("\0", "a\0b", "\ud800", "\udfff", "\u202e", "\ufeff", "é", "e\u0301", "٣", "１", "💥", "İ"),
    *("a" * 2_000, "a" * 2_001, "%" * 2_001, "é" * 2_000, "a b " * 500, "%_/" * 600, "x" * 60_000),
    *("null", "undefined", "NaN", "-1", "0", "1e400", "$x", "{}", "[]", "../..", "a/b", "CON"),
]
DAYS = [
    *("2007-05-01", "0001-01-01", "0999-12-31", "9999-12-31", "2007-02-29", "2007-5-1", "07-05-01"),
    *(
        "0000-01-01",
        "10000-01-01",
        "-001-01-01",
        "2007-05-01T00:00:00Z",
        "٢٠٠٧-٠٥-٠١",
        "2007-W18-2",
    ),
]
INSTANTS = [
    *("2026-02-01T10:30:00+01:00", "0001-01-01T00:00:00Z", "0999-01-01T00:00:00Z"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59.999999Z"),
    *(
        "2026-02-01t10:30:00z",
        "2026-02-01T10:30:00",
        "2026-02-01 10:30:00Z",
        "2026-02-01é10:30:00Z",
    ),
    *("2026-02-01T10:30:00,5Z", "2026-02-01T10:30:60Z", "2026-02-01T24:00:00Z"),
]
# What an argument or input field is, so that not every value is refused at once.
OWN = {"Date": DAYS, "DateTime": INSTANTS, "Int": NUMBERS}


def odd_text(chance: Random, known: list[str]) -> str:
    """A text: one that is on record, a piece of one, or any other."""
    way = chance.randrange(6)
    text = chance.choice(known)
    if way == 0:
        return text[: chance.randint(0, len(text))]
    if way == 1:
        return text + chance.choice(TEXTS[:40])
    if way == 2:
        return urlsafe_b64encode(chance.randbytes(chance.randint(0, 40))).decode()
    return text if way == 3 else chance.choice(TEXTS)


def odd_value(chance: Random, kind: str, known: list[str]) -> Any:
    """A value for a scalar of a kind: one that fits, one that hardly does, or any other."""
    if chance.random() < 0.15:
        return chance.choice([None, *OTHERS, *NUMBERS])
    if kind in OWN and chance.random() < 0.85:
        return chance.choice(OWN[kind])
    if kind == "Boolean":
        return chance.random() < 0.5
    return odd_text(chance, known)


@dataclass
class OddAuthor(Author):
    """Writes documents whose values are of any kind; cursors and all sizes of pages included."""

    def arguments(self, there: dict[str, GraphQLArgument]) -> str:
        found = []
        for name, argument in there.items():
            # Few cursors fit: most pages are the first of a list or the last.
            likely = 8 if name in ("after", "before", "last") else 2
            if is_required_argument(argument) or self.one_in(likely):
                value = self.value(name, argument.type, 0)
                found.append(f"{name}: {self.mark(str(argument.type), value)}")
        return f"({', '.join(found)})" if found else ""

    def value(self, name: str, kind: GraphQLInputType, depth: int) -> Any:
        if self.one_in(60):
            return odd_value(self.random, "String", self.texts["reference"])
        if isinstance(kind, GraphQLNonNull):
            return self.value(name, kind.of_type, depth)
        if isinstance(kind, GraphQLList) and not isinstance(get_named_type(kind), GraphQLEnumType):
            return [self.value(name, kind.of_type, depth) for _ in range(self.random.randint(0, 3))]
        return super().value(name, kind, depth)

    def scalar(self, name: str, kind: str) -> Any:
        if name not in ("after", "before") and not self.one_in(4):
            return super().scalar(name, kind)
        pool = self.texts.get(kind if kind in ("ID", "URI") else name) or self.texts["reference"]
        return odd_value(self.random, kind, pool)


@dataclass(frozen=True)
class OddDocument:
    """A document, its variables, and which of its operations is meant."""

    text: str
    variables: dict[str, Any]
    operation: str | None


@dataclass
class Arranger:
    """Writes the definitions of a document in any order, right or with a slip."""

    schema: GraphQLSchema
    random: Random
    texts: dict[str, list[str]]
    names: list[str] = field(default_factory=list)

    def arrange(self) -> OddDocument:
        """One document of several operations that share fragments; at times one is wrong."""
        document = Author(self.schema, self.random, self.texts).document()
        operation, *fragments = re.split(r"\n(?=fragment )", document.with_variables)
        operations = [f"query Main{operation.removeprefix('query ')}"]
        operations += self.beside(document, fragments)
        fragments += ["fragment Unused on Query { __typename }"] * self.one_in(12)
        parts = [*operations, *fragments]
        self.random.shuffle(parts)
        text, variables = "\n".join(parts), dict(document.values)
        for slip in (self.slip_in_text, self.slip_in_text):
            text = slip(text, document)
        if self.one_in(6) and variables:
            self.slip_in_values(variables)
        chosen = self.random.choice(["Main", "Main", "Main", "Beside", None, "Nobody"])
        return OddDocument(text, variables, chosen)

    def one_in(self, number: int) -> bool:
        return self.random.randrange(number) == 0

    def beside(self, document: Document, fragments: list[str]) -> list[str]:
        """Another operation, which may spread fragments of the first with variables of its own."""
        if not self.one_in(2):
            return []
        spread = [text.split()[1] for text in fragments if text.split()[3] == "Query"]
        declared = [
            f"${name}: {kind.rstrip('!') if self.one_in(3) else kind}"
            for name, kind in document.kinds.items()
            if not self.one_in(4)
        ]
        told = f"({', '.join(declared)})" if declared and not self.one_in(3) else ""
        inside = " ".join(["__typename", *(f"...{name}" for name in spread)])
        return [f"query Beside{told} {{ {inside} }}"]

    def slip_in_text(self, text: str, document: Document) -> str:
        """Perhaps one slip: an undeclared variable, another type, something that is not there."""
        if not self.one_in(3):
            return text
        name = self.random.choice([*document.kinds, "v0"])
        slips = [
            (rf"\${name}: [\w\[\]!]+,? ?", ""),
            (rf"\${name}: [\w\[\]!]+", f"${name}: {self.random.choice(['String', 'Int!', 'X'])}"),
            (rf"(\${name}: [\w\[\]]+)!", r"\1"),
            (rf"(\${name}: [\w\[\]]+)!?", r"\1 = null"),
            (rf": \${name}\b", f": {self.random.choice(['null', '{}', '[]', '1', 'X', '$other'])}"),
            (r"\{ ", "{ nothing "),
            (r"\{ ", "{ __schema { types { name } } "),
            (r"\{ ", "{ __typename @include(if: $flag) "),
            (r"\{ ", "{ ...Nowhere "),
            (r"by: ", "by: null by: "),
        ]
        pattern, other = self.random.choice(slips)
        return re.sub(pattern, other, text, count=1)

    def slip_in_values(self, variables: dict[str, Any]) -> None:
        """Leave one out, or give another value."""
        name = self.random.choice(list(variables))
        if self.one_in(2):
            del variables[name]
        else:
            variables[name] = odd_value(self.random, "String", self.texts["reference"])


def odd_document(schema: GraphQLSchema, chance: Random, texts: dict[str, list[str]]) -> OddDocument:
    """A document with odd values, in their places or in variables."""
    document = OddAuthor(schema, chance, texts).document()
    if chance.random() < 0.2 and not any(isinstance(v, float) for v in document.values.values()):
        return OddDocument(document.inline, {}, None)
    return OddDocument(document.with_variables, plain(document.values), None)


def plain(value: Any) -> Any:
    """The value as JSON would give it."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, Word) else value
