"""What the RDF of catalogues is made of: triples about nodes that have addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

from publish.catalogue.model import NamedThing

Triple = tuple[URIRef, URIRef, Node]
Says = Mapping[URIRef, Node | Iterable[Node] | None]


def make_node(uri: str, kinds: Iterable[URIRef], says: Says) -> Iterator[Triple]:
    """A node: what it is, and what is said of it; nothing is said where there is nothing to say."""
    node = URIRef(uri)
    for kind in kinds:
        yield node, RDF.type, kind
    for predicate, told in says.items():
        if told is None:
            continue
        for value in [told] if isinstance(told, Node) else told:
            yield node, predicate, value


def make_named_node(thing: NamedThing, *kinds: URIRef, by: URIRef = RDFS.label) -> Iterator[Triple]:
    """A node of which no more is told than what it is and what it is called."""
    yield from make_node(thing.uri, kinds, {by: make_text(thing.name)})


def make_text(words: str) -> Literal:
    """Words in English."""
    return Literal(words, lang="en")


def make_instant(told: str) -> Literal:
    """An instant, in the very characters in which the ledger tells it."""
    return Literal(told, datatype=XSD.dateTime, normalize=False)


def make_day(told: str | None) -> Literal | None:
    """A day, where it is known."""
    return Literal(told, datatype=XSD.date, normalize=False) if told else None


def list_nodes(things: Iterable[NamedThing]) -> list[Node]:
    """The nodes of some things."""
    return [URIRef(thing.uri) for thing in things]
