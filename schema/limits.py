"""The limits of a question, as ``Meta.limits`` publishes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one question may ask for.

    Attributes:
        page_size: items of a page.
        nodes: items of the whole answer, every page counted as full and every other list as short.
        depth: fields below fields.
        aliases: fields shown under another name, fragments written out.
        fields: fields, fragments written out.
        directives: directives, fragments written out.
        rounds: lists of one kind within each other, such as the partners of areas of partners.
        tokens: words and signs of the document.
        body_bytes: bytes of the request.
        nesting: brackets within each other, in the document and in the JSON around it, and
            fragments within fragments.
        seconds: how long the answer may take.
    """

    page_size: int = 100
    nodes: int = 10_000
    depth: int = 14
    aliases: int = 30
    fields: int = 1_000
    directives: int = 100
    rounds: int = 2
    tokens: int = 2_000
    body_bytes: int = 65_536
    nesting: int = 64
    seconds: float = 10.0


LIMITS = Limits()
