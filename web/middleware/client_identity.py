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
_FORWARDED = frozenset(
    (
        *(b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"),
        *(b"x-forwarded-server", b"x-real-ip"),
    )
)
_WATCHED = frozenset((b"authorization", b"host", b"x-request-id", *_FORWARDED))
# No name of a host is longer, and nobody needs more to say that it is this machine.
_NAME = 253
_WELL_FORMED = re.compile(rb"[A-Za-z0-9._~+/=-]{1,64}")
# Whoever has one address of IPv6 has the whole network of this size; logs keep less of either.
_COUNTED = 64
_SHOWN = {4: 24, 6: 48}


class Client(NamedTuple):
    """A client.

    Attributes:
        address: what is counted together: an IPv4 address, or a /64 of IPv6.
        shown: the address as logs have it: its last quarter (IPv4) or all but /48 (IPv6) left out.
        local: whether it is the machine itself: a direct connection from a loopback address to a
            loopback address.
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

    The address is that of a proxy unless the server trusts that one. Most proxies pass on the
    name by which they were asked, or say who they are; the one that does neither, nginx as it
    comes, speaks HTTP/1.0.
    """
    peer, token, given, host, direct = scope.get("client"), None, None, None, True
    for name, value in scope.get("headers", ()):
        if name in _WATCHED:
            if name == b"host":
                # Who names two leaves open which one it means.
                host = value if host is None else b""
            elif name == b"authorization":
                token = _token(value)
            elif name in _FORWARDED:
                direct = False
            elif _WELL_FORMED.fullmatch(value):
                given = str(value, "ascii")
    client = identify_address(peer[0] if peer else None)
    if client.local:
        direct = direct and (peer is None or _is_asked_here(scope, host))
        client = client if direct else client._replace(local=False)
    return client if token is None else client._replace(token=token), given


def _is_asked_here(scope: Scope, host: bytes | None) -> bool:
    if host is None or len(host) > _NAME or scope.get("http_version") == "1.0":
        return False
    return _is_loopback(host)


@lru_cache(maxsize=256)
def _is_loopback(host: bytes) -> bool:
    """Return whether a ``Host`` is this machine's own name for itself, whatever the port."""
    text = host.decode("latin-1").lower()
    name = text[1:].partition("]")[0] if text.startswith("[") else text.partition(":")[0]
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


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
