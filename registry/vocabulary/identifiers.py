"""References, opaque ids and permanent addresses of what is on record."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from registry.vocabulary.times import read_day

REFERENCE_LENGTH = 200
_PART = r"[A-Za-z0-9][A-Za-z0-9._~-]*"
_REFERENCE = re.compile(rf"{_PART}(?:/{_PART})*")
_NEEDS_NORMALIZING = re.compile(r"[%?]|/\.")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
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
    """Return the table and reference that a permanent address names, or None if it is not ours.

    Equivalent addresses name the same (RFC 3986, 6.2.2); a query may name a day.

    >>> read_uri("https://gov.example", "HTTPS://GOV.example/targets/EXS%2DT1?on=2007-05-01")
    ('targets', 'EXS-T1')
    """
    if not uri.startswith(base + "/") or _NEEDS_NORMALIZING.search(uri):
        address, _, query = uri.partition("?")
        if query and read_day_of_uri(uri) is None:
            return None
        base, uri = normalize_uri(base), normalize_uri(address)
    if not uri.startswith(base + "/"):
        return None
    table, slash, reference = uri[len(base) + 1 :].partition("/")
    return (table, reference) if slash and is_reference(reference) else None


def read_day_of_uri(uri: str) -> str | None:
    """Return the day that the query of an address names: ``?on=2007-05-01``; None without one."""
    _, _, query = uri.partition("?")
    name, _, day = query.partition("=")
    try:
        return read_day(day) if name == "on" else None
    except ValueError:
        return None


def normalize_uri(uri: str) -> str:
    """Return an address without a query as all equivalent ones are written (RFC 3986, 6.2.2)."""
    decoded = _ENCODED.sub(_decode_unreserved, uri)
    scheme, sign, rest = decoded.partition("://")
    host, slash, path = rest.partition("/")
    if not sign:
        return decoded
    scheme, host = scheme.lower(), host.lower()
    host = host.removesuffix({"http": ":80", "https": ":443"}.get(scheme, ":"))
    return f"{scheme}://{host}{slash}{_remove_dot_segments(path)}"


def _decode_unreserved(encoded: re.Match[str]) -> str:
    character = chr(int(encoded[1], 16))
    return character if _UNRESERVED.fullmatch(character) else encoded[0].upper()


def _remove_dot_segments(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)
