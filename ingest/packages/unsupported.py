"""What a descriptor may say by its standard, but the registry's import form does not know.

It is told rather than passed over: whoever wrote it expects that it is obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.packages.problems import shorten_value
from registry.errors import Problem

# Other algorithms can be stated by the standard; packages in the wild use these.
_HASH = re.compile(r"(?:(md5|sha1|sha256|sha512):)?([0-9a-fA-F]{32,128})")
_DIALECT: Mapping[str, Any] = {
    "header": True,
    "headerRows": [1],
    "doubleQuote": True,
    "quoteChar": '"',
    "skipInitialSpace": False,
    "commentChar": None,
}


def find_unsupported(resource: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything that a resource states of its file and that could not be obeyed."""
    where = f"resource {shorten_value(str(resource['name']))}"
    for name, value, remedy in (
        *_check_file_properties(resource),
        *_check_dialect(resource.get("dialect", {})),
    ):
        yield Problem(
            message=f"the {name} of {where} is none that can be read",
            remedy=remedy,
            column=name,
            value=shorten_value(str(value)),
        )


def read_hash(stated: Any) -> tuple[str, str] | None:
    """The algorithm and digest of a stated hash, MD5 where it names none, as the standard says."""
    match = _HASH.fullmatch(stated) if isinstance(stated, str) else None
    return (match[1] or "md5", match[2].lower()) if match else None


def _check_file_properties(resource: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    form = resource.get("format", "csv")
    if form not in ("csv", "tsv"):
        yield "format", form, "Give a CSV file"
    encoding = resource.get("encoding", "utf-8")
    if str(encoding).lower().replace("_", "-") not in ("utf-8", "utf8", "utf-8-sig"):
        yield "encoding", encoding, "Save the file as UTF-8 and say so"
    if resource.get("compression") is not None:
        yield "compression", resource["compression"], "Zip the package as a whole instead"
    if resource.get("hash") is not None and read_hash(resource["hash"]) is None:
        yield "hash", resource["hash"], "Give sha256: and 64 hexadecimal digits"
    schema = resource.get("schema")
    missing = schema.get("missingValues", [""]) if isinstance(schema, dict) else [""]
    if missing != [""]:
        yield "missingValues", missing, "Leave cells empty where nothing is stated"


def _check_dialect(dialect: Any) -> Iterator[tuple[str, Any, str]]:
    if not isinstance(dialect, dict):
        yield "dialect", dialect, "State the dialect in the descriptor itself"
        return
    delimiter = dialect.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n\0':
        yield "delimiter", delimiter, "Give one character"
    for name, known in _DIALECT.items():
        if dialect.get(name, known) != known:
            yield name, dialect[name], f"Write the file so that it is {known!r}"
