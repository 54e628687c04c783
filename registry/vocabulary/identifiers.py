"""References, opaque ids and permanent addresses of what is on record."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

REFERENCE_LENGTH = 200
_PART = r"[A-Za-z0-9][A-Za-z0-9._~-]*"
_REFERENCE = re.compile(rf"{_PART}(?:/{_PART})*")
_NOT_REFERENCE = re.compile(r"[^A-Za-z0-9._~-]+")


def is_reference(text: str) -> bool:
    """Return whether a text can be a reference: letters, digits, ``._~-``, in parts with ``/``.

    Such a text stands in a URI as it is, so that an address never needs quoting.
    """
    return len(text) <= REFERENCE_LENGTH and _REFERENCE.fullmatch(text) is not None


def reference_part(text: str | int | None) -> str:
    """Return one part of a derived reference: what cannot be in it becomes ``-``."""
    part = _NOT_REFERENCE.sub("-", str(text if text is not None else "unstated")).strip("-._~")
    return part or "unstated"


def derive_reference(owner: str, *parts: str | int | None) -> str:
    """Return the reference of a part of another thing: ``EXS/P1/2`` for a second request."""
    return "/".join((owner, *map(reference_part, parts)))


def opaque_id(table: str, reference: str) -> str:
    """Return the id that the API gives to a record; clients must not look inside.

    >>> opaque_id("targets", "EXS/T1")
    'dGFyZ2V0czpFWFMvVDE'
    """
    return urlsafe_b64encode(f"{table}:{reference}".encode()).rstrip(b"=").decode()


def read_id(identifier: str) -> tuple[str, str] | None:
    """Return the table and reference behind an id, or None if the registry cannot have given it.

    >>> read_id("dGFyZ2V0czpFWFMvVDE")
    ('targets', 'EXS/T1')
    """
    try:
        padded = identifier + "=" * (-len(identifier) % 4)
        table, colon, reference = urlsafe_b64decode(padded).decode().partition(":")
    except (ValueError, UnicodeDecodeError):
        return None
    known = bool(colon) and opaque_id(table, reference) == identifier
    return (table, reference) if known else None


def uri_of(base: str, table: str, reference: str) -> str:
    """Return the permanent address of a record under the registry's own base address."""
    return f"{base}/{table}/{reference}"


def read_uri(base: str, uri: str) -> tuple[str, str] | None:
    """Return the table and reference that a permanent address names, or None if it is not ours."""
    if not uri.startswith(base + "/"):
        return None
    table, slash, reference = uri[len(base) + 1 :].partition("/")
    return (table, reference) if slash and is_reference(reference) else None
