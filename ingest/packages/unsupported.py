"""What a descriptor may say by its standard, but the registry's import form does not know.

It is told rather than passed over: whoever wrote it expects that it is obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.packages.descriptor_keys import DIALECT, FIELD, RESOURCE, SCHEMA, Wrong
from ingest.packages.missing_values import read_missing_values
from ingest.packages.problems import shorten_value
from registry.errors import Problem

# Other algorithms can be stated by the standard; packages in the wild use these.
_HASH = re.compile(r"(?:(md5|sha1|sha256|sha512):)?([0-9a-fA-F]{32,128})")


def find_unsupported(resource: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield everything that a resource states of its file and that could not be obeyed."""
    where = f"resource {shorten_value(str(resource['name']))}"
    for name, value, remedy in (
        *_check_file_properties(resource),
        *RESOURCE.check(resource),
        *_check_dialect(resource.get("dialect", {})),
        *_check_schema(resource.get("schema", {})),
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


def _check_file_properties(resource: Mapping[str, Any]) -> Iterator[Wrong]:
    if "data" in resource and resource.get("path"):
        yield "data", resource["data"], "Give the rows in the file alone"
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


def _check_dialect(dialect: Any) -> Iterator[Wrong]:
    if not isinstance(dialect, dict):
        yield "dialect", dialect, "Write it as an object"
        return
    delimiter = dialect.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n\0':
        yield "delimiter", delimiter, "Give one character"
    sequence = dialect.get("nullSequence")
    if sequence is not None and not isinstance(sequence, str):
        yield "nullSequence", sequence, "Give the word that stands for nothing"
    yield from DIALECT.check(dialect)


def _check_schema(schema: Any) -> Iterator[Wrong]:
    if not isinstance(schema, dict):
        yield "schema", schema, "Write it as an object"
        return
    yield from _check_missing_values(schema, "")
    yield from SCHEMA.check(schema)
    fields = schema.get("fields", [])
    if not isinstance(fields, list) or not all(isinstance(each, dict) for each in fields):
        yield "fields", fields, 'List the columns, each as {"name": ...}'
        return
    for each in fields:
        prefix = f"field {each.get('name')}: "
        yield from _check_missing_values(each, prefix)
        yield from FIELD.check(each, prefix)


def _check_missing_values(stated: Mapping[str, Any], prefix: str) -> Iterator[Wrong]:
    missing = stated.get("missingValues")
    if missing is not None and read_missing_values(missing) is None:
        yield f"{prefix}missingValues", missing, 'List the words that stand for nothing: ["", "NA"]'
