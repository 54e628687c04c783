"""Requests by people who mean harm: known ways to make a server work, and chance over them.

The same seed makes the same requests. Each is small: what is large is what it would have done.
"""

import asyncio
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, quote_plus

from starlette.types import ASGIApp, Message, Scope

JSON = (b"content-type", b"application/json")
NAMES = [
    "areas",
    "targets",
    "goals",
    "agreements",
    "nodes",
    "title",
    "name",
    "id",
    "reference",
    "__typename",
    "partner",
    "lead",
]
LISTS = [
    "areas",
    "targets",
    "goals",
    "agreements",
    "partners",
    "proposals",
    "protocols",
    "pools",
    "grants",
]


@dataclass(frozen=True)
class Attack:
    """One request: its body in the parts in which it is sent."""

    kind: str
    parts: tuple[bytes, ...] = ()
    headers: tuple[tuple[bytes, bytes], ...] = (JSON,)
    method: str = "POST"
    address: bytes = b""


class Largest(Random):
    """Chance that always makes a request as large as there is room for."""


def attacks(seed: int, count: int) -> Iterator[Attack]:
    """So many requests, all kinds in turn; the first of each kind is as large as it gets."""
    kinds = [*DOCUMENTS, *BODIES]
    largest, any_size = Largest(seed), Random(seed)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        chance = largest if number < len(kinds) else any_size
        if kind in DOCUMENTS:
            yield _sent(chance, kind, DOCUMENTS[kind](chance))
        else:
            yield BODIES[kind](chance)


def _sent(chance: Random, kind: str, document: str) -> Attack:
    """A document as a request, mostly by POST; no two of them are the same."""
    document += f" # {chance.random()}"
    if chance.random() < 0.1:
        address = b"query=" + quote_plus(document, errors="replace").encode()
        return Attack(kind, (), (), "GET", address)
    return posted(kind, document)


def posted(kind: str, document: str, **more: object) -> Attack:
    """A document as the body of a request."""
    return Attack(kind, (json.dumps({"query": document, **more}).encode(),))


def some(chance: Random, most: int) -> int:
    """How often: mostly a few times, now and then as often as there is room for."""
    if isinstance(chance, Largest):
        return most
    return chance.randint(most // 2, most) if chance.random() < 0.1 else chance.randint(1, 25)


def repeated(text: Callable[[int], str] | str, times: int) -> str:
    return " ".join(text if isinstance(text, str) else text(i) for i in range(times))


def fragments(chance: Random, spreads: Callable[[int, int], str]) -> str:
    count = some(chance, 150)
    told = repeated(lambda i: f"fragment f{i} on Query {{ {spreads(i, count)} }}", count)
    return f"{{ ...f0 }} {told} fragment f{count} on Query {{ __typename }}"


def nested(opened: str, closed: str, inside: str, times: int) -> str:
    return opened * times + inside + closed * times


def mangled(chance: Random) -> str:
    """A document that was right until somebody struck it."""
    text = list("query A($n: Int = 3) { areas(first: $n) { nodes { id ... on Area { name } } } }")
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(text))
        text[place : place + chance.randint(0, 3)] = chance.choice(STRANGE)
    return "".join(text)


def words(chance: Random) -> str:
    """Words and signs in any order."""
    signs = [*NAMES, *"{{{}}}()[]:!$@|&=", "...", '"a"', "3", "-1", "on", "fragment", "query"]
    return repeated(lambda _: chance.choice(signs), some(chance, 800))


def misspelt(chance: Random) -> str:
    name = chance.choice(NAMES)
    return "".join(chance.choice([c, c * 2, "", "x"]) for c in name) or "x"


STRANGE = [
    *'{}()[]:$@!|&="\\#-0é💥',
    "...",
    '"""',
    "\0",
    "\ufeff",
    "\u202e",
    "1e9",
    "null",
    "on",
    "",
]
SIZES = ("-1", "0", "101", "2147483648", "-0", "1e3", "null", "1.5")
VALUES = (b"null", b"[]", b"7", b'"x"', b"true", b"{}", b"", b"nul", b"NaN", b"-", b"[null]")
QUERIES = (b"null", b"[]", b"{}", b"1e400", b'" "', b"0", b"false")
NUMBERS = ('"x"', "[1]", "{}", "1.5", "1e99", "true", "-1", "100.0", "9007199254740993", "null")
FILTERS = ("3", '{"x": 1}', "[[[]]]", '{"": null}', '"x"', "null", "[]", "{}")

# What a target tells, a dozen fields of which make a large document of no fault at all.
TOLD = [
    "reference",
    "title",
    "block",
    "designation",
    "baseline { stated number unit }",
    "derivedFrom { how why goal { code title } }",
    "lead { state stated partner { name } }",
    "accountable { name kind }",
    "protocol { title version }",
    "allocations { amount { amount } pool { title } }",
    "milestones { period aim { stated number } met }",
    "source { title standing }",
]


def large(chance: Random) -> str:
    """A document that is valid, as large as one may be, and never the same."""

    def targets(i: int) -> str:
        told = " ".join(chance.sample(TOLD, 7))
        return f"a{i}: targets(first: {chance.randint(1, 2)}) {{ nodes {{ {told} }} }}"

    return "{ " + repeated(targets, chance.randint(24, 29)) + " }"


DOCUMENTS: dict[str, Callable[[Random], str]] = {
    "aliases": lambda c: (
        "{ " + repeated(lambda i: f"a{i}: {c.choice(LISTS)} {{ totalCount }}", some(c, 250)) + " }"
    ),
    "one alias for many": lambda c: (
        "{ " + repeated(lambda i: f"a: areas(first: {i}) {{ totalCount }}", some(c, 180)) + " }"
    ),
    "the same again": lambda c: "{ " + repeated("__typename", some(c, 1_900)) + " }",
    "the same below": lambda c: "{ " + repeated("areas { nodes { id } }", some(c, 200)) + " }",
    "doubling fragments": lambda c: fragments(c, lambda i, _: f"...f{i + 1} ...f{i + 1}"),
    "chained fragments": lambda c: fragments(c, lambda i, _: f"__typename ...f{i + 1}"),
    "circling fragments": lambda c: fragments(
        c, lambda i, n: f"...f{(i * 7 + 1) % n} ...f{(i + 1) % n} __typename"
    ),
    "crossing fragments": lambda c: fragments(
        c, lambda i, n: repeated(lambda j: f"...f{min(n, i + j + 1)}", 8)
    ),
    "unused fragments": lambda c: (
        "{ __typename } " + repeated(lambda i: f"fragment f{i} on Area {{ id }}", some(c, 240))
    ),
    "inline fragments": lambda c: nested("{ ... on Query ", "}", "{ __typename }", some(c, 300)),
    "many inline fragments": lambda c: "{ " + repeated("... { __typename }", some(c, 450)) + "}",
    "directives": lambda c: (
        "{ __typename "
        + repeated(lambda i: c.choice(["@skip(if: false)", f"@x{i}", "@include"]), some(c, 300))
        + " }"
    ),
    "introspection": lambda c: (
        "{ "
        + repeated(
            lambda i: f"a{i}: __schema {{ types {{ fields {{ name args {{ name }} }} }} }}",
            c.randint(6, 29),
        )
        + " }"
    ),
    "introspection in circles": lambda c: (
        "{ __schema { types { "
        + nested("fields { type { ", "} }", "name", c.randint(3, 60))
        + " } } }"
    ),
    # Nearly all types are of this one, and have far more fields than types have on average.
    "introspection of large types": lambda c: (
        '{ __type(name: "Node") { possibleTypes { '
        + repeated(
            lambda i: f"a{i}: fields {{ name description type {{ name }} args {{ name }} }}",
            c.randint(1, 29),
        )
        + " } } }"
    ),
    "first": lambda c: f"{{ areas(first: {c.choice(SIZES)}) {{ totalCount nodes {{ id }} }} }}",
    "huge integers": lambda c: (
        f"{{ areas(first: {c.choice('-1')}{'9' * some(c, 50_000)}) {{ totalCount }} }}"
    ),
    "huge floats": lambda c: (
        f"{{ areas(first: 1.{'9' * some(c, 50_000)}e{c.randint(1, 9_999)}) {{ totalCount }} }}"
    ),
    "large pages within pages": lambda c: (
        "{ "
        + nested("areas(first: 100) { nodes { agreements(first: 100) { nodes { ", "}}}}", "id", 1)
        + " }"
    ),
    "deep fields": lambda c: "{ " + nested("node { ", "}", "id", some(c, 500)) + " }",
    "deep lists": lambda c: f"{{ nodes(ids: {nested('[', ']', '1', some(c, 5_000))}) {{ id }} }}",
    "deep inputs": lambda c: (
        f"{{ targets(filter: {nested('{and: ', '}', 'null', some(c, 400))}) {{ totalCount }} }}"
    ),
    "deep types": lambda c: f"query ($a: {nested('[', ']', 'Int', some(c, 500))}) {{ __typename }}",
    "long names": lambda c: "{ " + "a" * some(c, 60_000) + " }",
    "misspelt names": lambda c: "{ " + repeated(lambda _: misspelt(c), some(c, 900)) + " }",
    "misspelt arguments": lambda c: (
        "{ areas(" + repeated(lambda i: f"fisrt{i}: {i}", some(c, 600)) + ") { totalCount } }"
    ),
    "misspelt values": lambda c: (
        "{ findings(filter: { kind: ["
        + repeated(lambda i: f"NO_LAED{i}", some(c, 1_500))
        + "] }) { totalCount } }"
    ),
    "many operations": lambda c: repeated(lambda i: f"query q{i} {{ __typename }}", some(c, 380)),
    "one name for operations": lambda c: repeated("query q { __typename }", some(c, 380)),
    "many variables": lambda c: (
        "query (" + repeated(lambda i: f"$v{i}: Int = {i}", some(c, 300)) + ") { __typename }"
    ),
    "variables of no type": lambda c: (
        "query (" + repeated(lambda i: f"$v{i}: Tagret{i}", some(c, 400)) + ") { __typename }"
    ),
    "many ids": lambda c: (
        "{ nodes(ids: [" + repeated(lambda i: f'"x{i}"', some(c, 1_900)) + "]) { id } }"
    ),
    "unclosed texts": lambda c: '{ a(b: "' + "\\\\" * some(c, 10_000),
    "quotes": lambda c: '"' * some(c, 20_000),
    "block texts": lambda c: '{ __typename @skip(if: """' + '\\""" ' * some(c, 8_000) + '""") }',
    "escapes": lambda c: '{ a(b: "' + "\\u{10FFFF}\\uD83D\\uDE00" * some(c, 2_000) + '") }',
    "half pairs": lambda c: '{ search(text: "\\ud800") { totalCount } }',
    "comments": lambda c: "#" * some(c, 60_000) + "\n{ __typename }",
    "commas": lambda c: "," * some(c, 60_000) + "{ __typename }",
    "line ends": lambda c: "\r\n" * some(c, 15_000) + "{ __typename",
    "marks": lambda c: "\ufeff" * some(c, 9_000) + "{ __typename }",
    "NUL": lambda c: '{ search(text: "a\\u0000b") { totalCount } \0 }',
    "other operations": lambda c: c.choice(["mutation", "subscription"]) + " { __typename }",
    "type system": lambda c: repeated(lambda i: f"type T{i} {{ a: Int }}", some(c, 200)),
    "empty": lambda c: c.choice([" ", "\n", "{}", "{ }", "query", "fragment", "...", "@"]),
    "wrong cursors": lambda c: (
        f'{{ areas(after: "{c.randbytes(c.randint(0, 90)).hex()}") {{ nodes {{ id }} }} }}'
    ),
    "strange searches": lambda c: (
        "{ search(text: "
        + json.dumps("".join(c.choice("\"*()^:-+~ '%_\\aé") for _ in range(some(c, 3_000))))
        + ") { totalCount } }"
    ),
    "large": large,
    "mangled": mangled,
    "words": words,
    "too many words": lambda c: "{ " + repeated("a", some(c, 30_000)) + " }",
}


def with_variables(kind: str, value: Callable[[Random], str]) -> Callable[[Random], Attack]:
    """A good document with variables that are none; written by hand, as no library would."""
    document = "query ($n: Int, $f: TargetFilter) { targets(first: $n, filter: $f) { totalCount } }"

    def attack(chance: Random) -> Attack:
        told = f'{{"query": {json.dumps(document)}, "variables": {value(chance)}}}'
        return Attack(kind, (told.encode("utf-8", "surrogatepass"),))

    return attack


def raw(kind: str, body: Callable[[Random], bytes]) -> Callable[[Random], Attack]:
    return lambda chance: Attack(kind, (body(chance),))


def wrong_type(chance: Random) -> Attack:
    types = (b"", b"text/plain", b"application/json; charset=utf-16", b"multipart/form-data")
    kinds = (*types, b"application/graphql", b"a" * 5_000, b"\xff/\xff", b";;;=,")
    body = b'{"query": "{ __typename }"}'
    return Attack("wrong type", (body,), ((b"content-type", chance.choice(kinds)),))


def bomb(chance: Random) -> Attack:
    packed = gzip.compress(b" " * 1_000_000)
    coding = chance.choice([b"gzip", b"deflate", b"br", b"gzip, gzip", b"x" * 100])
    return Attack("packed", (packed,), (JSON, (b"content-encoding", coding)))


def in_parts(chance: Random) -> Attack:
    body = (
        b'{"query": "{ __typename }", "variables": {"a": "' + b"a" * some(chance, 60_000) + b'"}}'
    )
    size = chance.choice([1, 7, 1_000]) if len(body) < 1_000 else 1_000
    parts = tuple(body[i : i + size] for i in range(0, len(body), size))
    return Attack("in parts", parts, (JSON, (b"content-length", b"10")))


def oversized(chance: Random) -> Attack:
    stated = chance.choice([b"9" * 5_000, b"-1", b"0", b"1e9", b"65537", "٣".encode()])
    parts = tuple(b" " * 20_000 for _ in range(chance.randint(4, 9)))
    return Attack("oversized", parts, (JSON, (b"content-length", stated)))


def address(chance: Random) -> Attack:
    told = chance.choice(
        [
            b"query=%ff%fe",
            b"query=" + b"%7b" * some(chance, 20_000),
            b"&" * some(chance, 60_000),
            b"query={__typename}&query={a}",
            b"query={__typename}&variables=" + b"[" * some(chance, 50_000),
            b"query={__typename}&extensions={%22persistedQuery%22:"
            + chance.randbytes(9).hex().encode(),
            b"a=1;" * some(chance, 10_000),
            chance.randbytes(some(chance, 5_000)),
        ]
    )
    return Attack("address", (), (), chance.choice(["GET", "HEAD"]), told)


def strange_headers(chance: Random) -> Attack:
    junk = bytes(chance.choice(b'";,=*/ qW\xff\t') for _ in range(some(chance, 8_000)))
    names = (b"accept", b"accept-encoding", b"if-none-match", b"authorization", b"x-request-id")
    headers = tuple((name, junk) for name in names)
    return Attack("strange headers", (), headers, "GET", b"query={__typename}")


def method(chance: Random) -> Attack:
    names = ("PUT", "DELETE", "TRACE", "CONNECT", "X" * 1_000, "get", "OPTIONS")
    return Attack("method", (b"{}",), (JSON,), chance.choice(names))


BODIES: dict[str, Callable[[Random], Attack]] = {
    "values": raw("values", lambda c: c.choice(VALUES)),
    "queries": raw("queries", lambda c: b'{"query": ' + c.choice(QUERIES) + b"}"),
    "deep JSON": raw("deep JSON", lambda c: c.choice([b"[", b'{"a":', b'[{"a":']) * some(c, 9_000)),
    "closed deep JSON": raw("closed deep JSON", lambda c: b"[" * (n := some(c, 30_000)) + b"]" * n),
    "keys twice": raw(
        "keys twice",
        lambda c: b'{"query": "{ __typename }"' + b', "query": "{ a }"' * some(c, 2_000) + b"}",
    ),
    "many keys": raw(
        "many keys",
        lambda c: json.dumps(
            {"query": "{ __typename }", **{f"k{i}": i for i in range(some(c, 3_000))}}
        ).encode(),
    ),
    "big integers": raw(
        "big integers", lambda c: b'{"query": "", "a": ' + b"9" * some(c, 60_000) + b"}"
    ),
    "no UTF-8": raw("no UTF-8", lambda c: b'{"query": "' + c.randbytes(some(c, 9_000)) + b'"}'),
    "UTF-16": raw("UTF-16", lambda c: '{"query": "{ __typename }"}'.encode("utf-16")),
    "a mark": raw("a mark", lambda c: b'\xef\xbb\xbf{"query": "{ __typename }"}'),
    "noise": raw("noise", lambda c: c.randbytes(some(c, 60_000))),
    "cut short": raw(
        "cut short",
        lambda c: b'{"query": "{ __typename }", "variables": {"a": [1, 2]}}'[: c.randint(0, 54)],
    ),
    "wrong variables": with_variables(
        "wrong variables",
        lambda c: f'{{"n": {c.choice(NUMBERS)}, "f": {c.choice(FILTERS)}}}',
    ),
    "deep variables": with_variables(
        "deep variables", lambda c: nested('{"f":', "}", "1", some(c, 5_000))
    ),
    "long variables": with_variables(
        "long variables", lambda c: json.dumps({"f": [{"title": "x"}] * some(c, 2_000)})
    ),
    "more variables": with_variables(
        "more variables", lambda c: json.dumps({f"v{i}": i for i in range(some(c, 3_000))})
    ),
    "half a pair": with_variables("half a pair", lambda c: '{"f": {"\ud800": "\\udfff"}}'),
    "wrong type": wrong_type,
    "packed": bomb,
    "in parts": in_parts,
    "oversized": oversized,
    "address": address,
    "strange headers": strange_headers,
    "method": method,
}


async def send_attack(app: ASGIApp, attack: Attack, path: str = "/graphql") -> tuple[int, bytes]:
    """Send a request; return the status and the body of the answer."""
    parts = list(attack.parts) or [b""]
    waiting = asyncio.Event()
    answered: list[Message] = []

    async def receive() -> Message:
        if not parts:
            await waiting.wait()
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: Message) -> None:
        answered.append(message)

    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": attack.method,
        "scheme": "http",
        "path": path,
        "raw_path": quote(path).encode(),
        "root_path": "",
        "query_string": attack.address,
        "headers": [(b"host", b"127.0.0.1:8000"), *attack.headers],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
    }
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in answered)
    return answered[0]["status"], body
