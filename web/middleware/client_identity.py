"""Identify clients by address and token, as far as is needed to count them."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

from starlette.types import Scope

_BEARER = b"bearer "
# What a proxy adds: where it is there, the client is somewhere behind the address that we see.
_FORWARDED = (b"x-forwarded-for", b"forwarded")
_WATCHED = frozenset((b"authorization", b"x-request-id", *_FORWARDED))
_WELL_FORMED = re.compile(rb"[A-Za-z0-9._~+/=-]{1,64}")
# Whoever has one address of IPv6 has the whole network of this size; logs keep less of either.
_COUNTED = 64
_SHOWN = {4: 24, 6: 48}


class Client(NamedTuple):
    """A client.

    Attributes:
        address: what is counted together: an IPv4 address, or a /64 of IPv6.
        shown: the address as logs have it: its last quarter (IPv4) or all but /48 (IPv6) left out.
        local: whether it is the machine itself.
        token: the SHA-256, in hex, of the token that was shown.
    """

    address: str
    shown: str
    local: bool
    token: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All under which its requests are counted.

        A token that nobody gave out is nobody's word: it never replaces the address.
        """
        return (self.address,) if self.token is None else (self.address, f"token {self.token}")


def identify_client(scope: Scope) -> tuple[Client, str | None]:
    """Identify the client of a request, and the request id that a proxy gave it.

    The address is that of a proxy unless the server trusts that one.
    """
    peer, token, forwarded, given = scope.get("client"), None, False, None
    for name, value in scope.get("headers", ()):
        if name in _WATCHED:
            if name == b"authorization":
                token = _token(value)
            elif name in _FORWARDED:
                forwarded = True
            elif _WELL_FORMED.fullmatch(value):
                given = str(value, "ascii")
    client = identify_address(peer[0] if peer else None)
    if token is not None or forwarded:
        client = client._replace(token=token, local=client.local and not forwarded)
    return client, given


def token_of(authorization: bytes) -> bytes | None:
    """Return the token in ``Authorization: Bearer ...`` (RFC 6750, section 2.1)."""
    if authorization[:7].lower() != _BEARER:
        return None
    return authorization[7:].strip() or None


def _token(authorization: bytes) -> str | None:
    token = token_of(authorization)
    return None if token is None else sha256(token).hexdigest()


@lru_cache(maxsize=4096)
def identify_address(host: str | None) -> Client:
    """Identify a client by its address alone; None is a socket of the machine's own."""
    if host is None:
        return Client("", "", local=True)
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return Client(host[:100], "", local=False)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    local = address.is_loopback
    return Client(_counted_network(address), _network(address, _SHOWN[address.version]), local)


def _counted_network(address: IPv4Address | IPv6Address) -> str:
    return str(address) if address.version == 4 else f"{_network(address, _COUNTED)}/{_COUNTED}"


def _network(address: IPv4Address | IPv6Address, bits: int) -> str:
    return str(ip_network((address, bits), strict=False).network_address)
