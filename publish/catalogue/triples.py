"""What the RDF of catalogues is made of: triples about nodes that have addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

from publish.catalogue.model import NamedThing
from registry.vocabulary import remove_unprintable

Triple = tuple[URIRef, URIRef, Node]
Says = Mapping[URIRef, Node | Iterable[Node] | None]


def make_node(uri: str, kinds: Iterable[URIRef], says: Says) -> Iterator[Triple]:
    """Yield the triples of a node: its types and its properties; none without properties."""
    node = URIRef(uri)
    for kind in kinds:
        yield node, RDF.type, kind
    for predicate, stated in says.items():
        if stated is None:
            continue
        for value in [stated] if isinstance(stated, Node) else stated:
            yield node, predicate, value


def make_named_node(thing: NamedThing, *kinds: URIRef, by: URIRef = RDFS.label) -> Iterator[Triple]:
    """Yield the triples of a node that has a type and a name only."""
    yield from make_node(thing.uri, kinds, {by: make_text(thing.name)})


def make_text(words: str) -> Literal:
    """Return a literal in English, of characters that every notation can hold."""
    return Literal(remove_unprintable(words), lang="en")


def make_instant(stated: str) -> Literal:
    """Return an instant as a literal, in the same characters as in the ledger."""
    return Literal(stated, datatype=XSD.dateTime, normalize=False)


def make_day(stated: str | None) -> Literal | None:
    """Return a day as a literal, where it is known."""
    return Literal(stated, datatype=XSD.date, normalize=False) if stated else None


def list_nodes(things: Iterable[NamedThing]) -> list[Node]:
    """Return the nodes of some things."""
    return [URIRef(thing.uri) for thing in things]
