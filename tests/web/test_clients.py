"""Who asks is told apart by address and token, as far as it has to be."""

from hashlib import sha256
from typing import Any

import pytest

from web.middleware.client_identity import Client, identify_client


def client(address: str | None, **headers: str) -> Client:
    scope: dict[str, Any] = {
        "client": address and (address, 50_000),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    return identify_client(scope)[0]


ADDRESSES = {
    "192.0.2.77": ("192.0.2.77", "192.0.2.0", False),
    "2001:db8:1:2:3:4:5:6": ("2001:db8:1:2::/64", "2001:db8:1::", False),
    "2001:db8:1:2:ffff::": ("2001:db8:1:2::/64", "2001:db8:1::", False),
    # An IPv4 client of a socket that listens for both.
    "::ffff:192.0.2.77": ("192.0.2.77", "192.0.2.0", False),
    "fe80::1%eth0": ("fe80::/64", "fe80::", False),
    "127.0.0.1": ("127.0.0.1", "127.0.0.0", True),
    "127.9.9.9": ("127.9.9.9", "127.9.9.0", True),
    "::1": ("::/64", "::", True),
    "unknown": ("unknown", "", False),
}


@pytest.mark.parametrize("host", ADDRESSES)
def test_an_address_is_counted_by_what_one_client_has_and_shown_shorter(host: str) -> None:
    found = client(host, host="localhost")
    assert (found.address, found.shown, found.local) == ADDRESSES[host]


def test_a_socket_of_the_machine_is_the_machine() -> None:
    assert client(None).local


FORWARDED = {
    "x_forwarded_for": "192.0.2.1",
    "forwarded": "for=192.0.2.1",
    "x_real_ip": "192.0.2.1",
    "x_forwarded_proto": "https",
    "via": "1.1 proxy",
}


@pytest.mark.parametrize("header", FORWARDED)
def test_whoever_was_forwarded_is_not_the_machine(header: str) -> None:
    assert not client("127.0.0.1", host="127.0.0.1", **{header: FORWARDED[header]}).local


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8000", "127.9.9.9", "[::1]", "[::1]:8000", "LOCALHOST", "a.localhost"],
)
def test_the_machine_asks_for_itself(host: str) -> None:
    assert client("127.0.0.1", host=host).local
    assert not client("192.0.2.77", host=host).local


@pytest.mark.parametrize(
    "host",
    ["answerable.example", "", "localhost.example", "127.0.0.1.example", "192.0.2.1", "[", "::1"],
)
def test_whoever_asks_for_another_name_came_through_a_proxy(host: str) -> None:
    assert not client("127.0.0.1", host=host).local
    assert not client("::1", host=host).local


def test_whoever_names_no_host_or_two_is_not_the_machine() -> None:
    scope: dict[str, Any] = {"client": ("127.0.0.1", 50_000), "headers": []}
    assert not identify_client(scope)[0].local
    scope["headers"] = [(b"host", b"localhost"), (b"host", b"localhost")]
    assert not identify_client(scope)[0].local


def test_what_nginx_sends_as_it_comes_is_not_the_machine() -> None:
    plain = {"http_version": "1.0", "headers": [(b"host", b"127.0.0.1:8000")]}
    assert not identify_client({"client": ("127.0.0.1", 50_000), **plain})[0].local


def test_a_token_is_counted_beside_its_address_and_never_kept() -> None:
    found = client("192.0.2.77", authorization="Bearer  secret ")
    assert found.token == sha256(b"secret").hexdigest()
    assert found.names == ("192.0.2.77", f"token {found.token}")
    for other in ("Basic c2VjcmV0", "Bearer", "Bearer ", ""):
        assert client("192.0.2.77", authorization=other).token is None


IDS = {
    "abc": "abc",
    "4bf92f35-77b3/4.6~x=": "4bf92f35-77b3/4.6~x=",
    "a" * 65: None,
    "two words": None,
    'x"y': None,
    "": None,
}


@pytest.mark.parametrize("given", IDS)
def test_an_id_is_taken_over_where_it_is_well_formed(given: str) -> None:
    scope: dict[str, Any] = {"headers": [(b"x-request-id", given.encode())]}
    assert identify_client(scope)[1] == IDS[given]
