"""The catalogue as RDF, by DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0).

Every node has an address, so that the same catalogue is always the same graph; and every node that
DCAT-AP wants to be of some class says so, so that nothing has to be fetched to check it.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import orjson
from rdflib import DCAT, DCTERMS, FOAF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from publish.catalogue.compact_json import dump_json
from publish.catalogue.model import Catalogue, Contact, DatasetRecord, NamedThing, Service
from publish.catalogue.rdf_distributions import SPDX, describe_distribution
from publish.catalogue.triples import (
    Says,
    Triple,
    list_nodes,
    make_day,
    make_instant,
    make_named_node,
    make_node,
    make_text,
)
from publish.catalogue.xml_check import check_xml
from registry.vocabulary import remove_unprintable

AUTHORITY = "http://publications.europa.eu/resource/authority/"
PUBLIC = NamedThing(uri=f"{AUTHORITY}access-right/PUBLIC", name="public")
ENGLISH = NamedThing(uri=f"{AUTHORITY}language/ENG", name="English")
IRREGULAR = NamedThing(uri=f"{AUTHORITY}frequency/IRREG", name="irregular")
GOVERNMENT = NamedThing(uri=f"{AUTHORITY}data-theme/GOVE", name="Government and public sector")
THEMES = NamedThing(uri=f"{AUTHORITY}data-theme", name="Data theme")
# Of DCAT 3, which RDFLib does not know yet.
VERSION = URIRef(f"{DCAT}version")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_PREFIXES = {
    "dcat": Namespace(str(DCAT)),
    "dct": Namespace(str(DCTERMS)),
    "foaf": Namespace(str(FOAF)),
    "skos": Namespace(str(SKOS)),
    "spdx": SPDX,
    "vcard": VCARD,
}


def as_graph(catalogue: Catalogue) -> Graph:
    """Return the catalogue as a graph; its triples always come in the same order."""
    # The usual store forgets in which order triples came; this one does not.
    graph = Graph(store="SimpleMemory", bind_namespaces="core")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in sorted(set(_make_triples(catalogue))):
        graph.add(triple)
    return graph


def as_turtle(catalogue: Catalogue) -> bytes:
    """Return the catalogue in Turtle."""
    return as_graph(catalogue).serialize(format="turtle", encoding="utf-8")


def as_rdf_xml(catalogue: Catalogue) -> bytes:
    """Return the catalogue in RDF/XML.

    Raises:
        Damaged: something in it cannot be written as XML.
    """
    return check_xml(as_graph(catalogue).serialize(format="xml", encoding="utf-8"), "catalog.rdf")


def as_json_ld(catalogue: Catalogue) -> bytes:
    """Return the catalogue in JSON-LD, with its context inside."""
    context = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    document = orjson.loads(as_graph(catalogue).serialize(format="json-ld", context=context))
    # RDFLib gives the nodes in an order that changes from run to run.
    return dump_json({**document, "@graph": sorted(document["@graph"], key=itemgetter("@id"))})


def _make_triples(catalogue: Catalogue) -> Iterator[Triple]:
    yield from _describe_catalogue(catalogue)
    yield from _describe_shared(catalogue)
    yield from _describe_contact(catalogue.contact)
    yield from _describe_service(catalogue, catalogue.service)
    for record in catalogue.datasets:
        yield from _describe_dataset(catalogue, record)
        for file in record.distributions:
            yield from describe_distribution(file, catalogue.licence, record.modified)


def _describe_catalogue(catalogue: Catalogue) -> Iterator[Triple]:
    says: Says = {
        DCTERMS.title: make_text(catalogue.title),
        DCTERMS.description: make_text(catalogue.description),
        DCTERMS.publisher: URIRef(catalogue.publisher.uri),
        DCTERMS.license: URIRef(catalogue.licence.uri),
        DCTERMS.language: URIRef(ENGLISH.uri),
        DCTERMS.modified: make_instant(catalogue.modified) if catalogue.modified else None,
        FOAF.homepage: URIRef(catalogue.page),
        DCAT.themeTaxonomy: URIRef(THEMES.uri),
        DCAT.dataset: [URIRef(record.uri) for record in catalogue.datasets],
        DCAT.service: URIRef(catalogue.service.uri),
    }
    yield from make_node(catalogue.uri, [DCAT.Catalog], says)
    yield from make_node(catalogue.page, [FOAF.Document], {})


def _describe_shared(catalogue: Catalogue) -> Iterator[Triple]:
    """Yield the triples that all datasets share."""
    yield from make_named_node(catalogue.publisher, FOAF.Agent, by=FOAF.name)
    yield from make_named_node(catalogue.licence, DCTERMS.LicenseDocument, by=DCTERMS.title)
    yield from make_named_node(ENGLISH, DCTERMS.LinguisticSystem)
    yield from make_named_node(IRREGULAR, DCTERMS.Frequency)
    yield from make_named_node(PUBLIC, DCTERMS.RightsStatement)
    yield from make_named_node(GOVERNMENT, SKOS.Concept, by=SKOS.prefLabel)
    yield from make_named_node(THEMES, SKOS.ConceptScheme, by=DCTERMS.title)
    for standard in (catalogue.service.conforms, *_describe_standards(catalogue)):
        yield from make_named_node(standard, DCTERMS.Standard, by=DCTERMS.title)


def _describe_standards(catalogue: Catalogue) -> Iterator[NamedThing]:
    for record in catalogue.datasets:
        yield from record.conforms
        for file in record.distributions:
            yield from file.conforms


def _describe_contact(contact: Contact) -> Iterator[Triple]:
    says: Says = {
        VCARD.fn: Literal(remove_unprintable(contact.name)),
        VCARD.hasEmail: URIRef(f"mailto:{contact.email}") if contact.email else None,
        VCARD.hasURL: URIRef(contact.url),
    }
    yield from make_node(contact.uri, [VCARD.Kind, VCARD.Organization], says)


def _describe_service(catalogue: Catalogue, service: Service) -> Iterator[Triple]:
    says: Says = {
        DCTERMS.title: make_text(service.title),
        DCTERMS.description: make_text(service.description),
        DCTERMS.publisher: URIRef(catalogue.publisher.uri),
        DCTERMS.license: URIRef(catalogue.licence.uri),
        DCTERMS.accessRights: URIRef(PUBLIC.uri),
        DCTERMS.conformsTo: URIRef(service.conforms.uri),
        DCAT.contactPoint: URIRef(catalogue.contact.uri),
        DCAT.theme: URIRef(GOVERNMENT.uri),
        DCAT.endpointURL: URIRef(service.endpoint),
        DCAT.endpointDescription: URIRef(service.contract),
        DCAT.landingPage: URIRef(service.page),
        DCAT.servesDataset: [URIRef(uri) for uri in service.serves],
    }
    yield from make_node(service.uri, [DCAT.DataService], says)
    yield from make_node(service.page, [FOAF.Document], {})


def _describe_dataset(catalogue: Catalogue, record: DatasetRecord) -> Iterator[Triple]:
    longer = record.full_title if record.full_title != record.title else None
    says: Says = {
        DCTERMS.title: make_text(record.title),
        DCTERMS.alternative: make_text(longer) if longer else None,
        DCTERMS.description: make_text(record.description),
        DCTERMS.identifier: Literal(record.page),
        DCTERMS.modified: make_instant(record.modified),
        VERSION: Literal(record.version),
        DCAT.keyword: [make_text(word) for word in record.keywords],
        DCAT.distribution: [URIRef(file.uri) for file in record.distributions],
        DCAT.landingPage: URIRef(record.page),
        FOAF.page: list_nodes(record.documentation),
        DCTERMS.conformsTo: list_nodes(record.conforms),
        DCTERMS.spatial: list_nodes(record.places),
        DCTERMS.provenance: URIRef(f"{record.page}#provenance"),
        DCTERMS.publisher: URIRef(catalogue.publisher.uri),
        DCAT.contactPoint: URIRef(catalogue.contact.uri),
        DCAT.theme: URIRef(GOVERNMENT.uri),
        DCTERMS.language: URIRef(ENGLISH.uri),
        DCTERMS.accessRights: URIRef(PUBLIC.uri),
        DCTERMS.accrualPeriodicity: URIRef(IRREGULAR.uri),
    }
    yield from make_node(record.uri, [DCAT.Dataset], says)
    yield from make_node(record.page, [FOAF.Document], {})
    yield from _describe_context(record)


def _describe_context(record: DatasetRecord) -> Iterator[Triple]:
    """Yield the triples around one dataset: time, places, documentation and provenance."""
    if record.period:
        period = URIRef(f"{record.page}#period")
        yield URIRef(record.uri), DCTERMS.temporal, period
        days: Says = {
            DCAT.startDate: make_day(record.period.begin),
            DCAT.endDate: make_day(record.period.end),
        }
        yield from make_node(period, [DCTERMS.PeriodOfTime], days)
    for place in record.places:
        yield from make_named_node(place, DCTERMS.Location)
    for page in record.documentation:
        yield from make_named_node(page, FOAF.Document, by=DCTERMS.title)
    provenance: Says = {RDFS.label: make_text(record.provenance)}
    yield from make_node(f"{record.page}#provenance", [DCTERMS.ProvenanceStatement], provenance)
