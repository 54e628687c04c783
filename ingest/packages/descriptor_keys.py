"""Which keys of a descriptor are known, and what each may say.

A key that only describes may say anything. A key that says how cells read has the values that the
reader obeys. All other keys are refused: whoever wrote one expects that it is obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from opendata import DERIVED

Wrong = tuple[str, Any, str]
"""The name of a key, what it says, and the remedy."""
_ABOUT = frozenset({"$schema", "profile", "name", "title", "description"})


@dataclass(frozen=True, slots=True)
class DescriptorKeys:
    """The keys of one part of a descriptor.

    Attributes:
        free: the keys that may say anything here; some are checked elsewhere.
        values: per key that says how cells read, the values that are obeyed, the usual one first.
    """

    free: frozenset[str]
    values: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def check(self, stated: Mapping[str, Any], prefix: str = "") -> Iterator[Wrong]:
        """Yield each key that is not known or says what cannot be obeyed."""
        for name, value in stated.items():
            if name in self.values:
                if not any(_is_equal(value, known) for known in self.values[name]):
                    yield f"{prefix}{name}", value, _describe_value(self.values[name][0])
            elif name not in self.free:
                yield f"{prefix}{name}", value, "Leave it out, and write the file as if without it"


RESOURCE = DescriptorKeys(
    _ABOUT
    | {"path", "bytes", "hash", "format", "mediatype", "encoding", "compression", "dialect"}
    | {"schema", "type", "licenses", "sources", "homepage", "contributors", "created", "version"}
    | {"id", "keywords", "data"},
    {"scheme": ("file", "")},
)
DIALECT = DescriptorKeys(
    _ABOUT | {"delimiter", "nullSequence", "csvddfVersion", "headerJoin", "caseSensitiveHeader"},
    {
        "header": (True,),
        "headerRows": ([1],),
        "doubleQuote": (True,),
        "quoteChar": ('"',),
        "lineTerminator": ("\r\n", "\n"),
        "skipInitialSpace": (False,),
        "escapeChar": (None,),
        "commentChar": (None,),
        "commentRows": (None, []),
    },
)
SCHEMA = DescriptorKeys(
    _ABOUT | {"fields", "fieldsMatch", "primaryKey", "foreignKeys", "uniqueKeys", "missingValues"}
)
FIELD = DescriptorKeys(
    _ABOUT
    | {"type", "constraints", "example", "examples", "rdfType", "unit", "categories"}
    | {"categoriesOrdered", "missingValues", DERIVED},
    {
        "format": ("default", "any", "uri", "email", "uuid", "%Y-%m-%d"),
        "decimalChar": (".",),
        "groupChar": (None, ""),
        "bareNumber": (True,),
        "trueValues": (["true"], ["true", "True", "TRUE", "1"]),
        "falseValues": (["false"], ["false", "False", "FALSE", "0"]),
    },
)


def _is_equal(value: Any, known: Any) -> bool:
    # 1 is no true here, nor 0 a false.
    return bool(value == known) and isinstance(value, bool) == isinstance(known, bool)


def _describe_value(known: Any) -> str:
    if known is None:
        return "Leave it out, and write the file as if without it"
    return f"Write the file so that it is {known!r}"
