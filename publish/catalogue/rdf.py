"""The catalogue as RDF, by DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0).

Every node has an address, so that the same catalogue is always the same graph; and every node that
DCAT-AP wants to be of some class says so, so that nothing has to be fetched to check it.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import orjson
from rdflib import DCAT, DCTERMS, FOAF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from publish.catalogue.compact_json import listed
from publish.catalogue.model import Catalogue, Contact, DatasetRecord, Named, Service
from publish.catalogue.rdf_distributions import SPDX, distribution
from publish.catalogue.triples import Says, Triple, about, day, instant, named, text, uris

AUTHORITY = "http://publications.europa.eu/resource/authority/"
PUBLIC = Named(uri=f"{AUTHORITY}access-right/PUBLIC", name="public")
ENGLISH = Named(uri=f"{AUTHORITY}language/ENG", name="English")
IRREGULAR = Named(uri=f"{AUTHORITY}frequency/IRREG", name="irregular")
GOVERNMENT = Named(uri=f"{AUTHORITY}data-theme/GOVE", name="Government and public sector")
THEMES = Named(uri=f"{AUTHORITY}data-theme", name="Data theme")
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
    """The catalogue as a graph; its triples come in one order, whatever the run."""
    # The usual store forgets in which order triples came; this one does not.
    graph = Graph(store="SimpleMemory", bind_namespaces="core")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in sorted(set(_triples(catalogue))):
        graph.add(triple)
    return graph


def as_turtle(catalogue: Catalogue) -> bytes:
    """The catalogue in Turtle."""
    return as_graph(catalogue).serialize(format="turtle", encoding="utf-8")


def as_rdf_xml(catalogue: Catalogue) -> bytes:
    """The catalogue in RDF/XML."""
    return as_graph(catalogue).serialize(format="xml", encoding="utf-8")


def as_json_ld(catalogue: Catalogue) -> bytes:
    """The catalogue in JSON-LD; its context stands in it."""
    context = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    told = orjson.loads(as_graph(catalogue).serialize(format="json-ld", context=context))
    # RDFLib gives the nodes in an order that changes from run to run.
    return listed({**told, "@graph": sorted(told["@graph"], key=itemgetter("@id"))})


def _triples(catalogue: Catalogue) -> Iterator[Triple]:
    yield from _catalog(catalogue)
    yield from _things(catalogue)
    yield from _contact(catalogue.contact)
    yield from _service(catalogue, catalogue.service)
    for record in catalogue.datasets:
        yield from _dataset(catalogue, record)
        for file in record.distributions:
            yield from distribution(file, catalogue.licence, record.modified)


def _catalog(catalogue: Catalogue) -> Iterator[Triple]:
    says: Says = {
        DCTERMS.title: text(catalogue.title),
        DCTERMS.description: text(catalogue.description),
        DCTERMS.publisher: URIRef(catalogue.publisher.uri),
        DCTERMS.license: URIRef(catalogue.licence.uri),
        DCTERMS.language: URIRef(ENGLISH.uri),
        DCTERMS.modified: instant(catalogue.modified) if catalogue.modified else None,
        FOAF.homepage: URIRef(catalogue.page),
        DCAT.themeTaxonomy: URIRef(THEMES.uri),
        DCAT.dataset: [URIRef(record.uri) for record in catalogue.datasets],
        DCAT.service: URIRef(catalogue.service.uri),
    }
    yield from about(catalogue.uri, [DCAT.Catalog], says)
    yield from about(catalogue.page, [FOAF.Document], {})


def _things(catalogue: Catalogue) -> Iterator[Triple]:
    """What is the same for all datasets."""
    yield from named(catalogue.publisher, FOAF.Agent, by=FOAF.name)
    yield from named(catalogue.licence, DCTERMS.LicenseDocument, by=DCTERMS.title)
    yield from named(ENGLISH, DCTERMS.LinguisticSystem)
    yield from named(IRREGULAR, DCTERMS.Frequency)
    yield from named(PUBLIC, DCTERMS.RightsStatement)
    yield from named(GOVERNMENT, SKOS.Concept, by=SKOS.prefLabel)
    yield from named(THEMES, SKOS.ConceptScheme, by=DCTERMS.title)
    for standard in (catalogue.service.conforms, *_standards(catalogue)):
        yield from named(standard, DCTERMS.Standard, by=DCTERMS.title)


def _standards(catalogue: Catalogue) -> Iterator[Named]:
    for record in catalogue.datasets:
        yield from record.conforms
        for file in record.distributions:
            yield from file.conforms


def _contact(contact: Contact) -> Iterator[Triple]:
    says: Says = {
        VCARD.fn: Literal(contact.name),
        VCARD.hasEmail: URIRef(f"mailto:{contact.email}") if contact.email else None,
        VCARD.hasURL: URIRef(contact.url),
    }
    yield from about(contact.uri, [VCARD.Kind, VCARD.Organization], says)


def _service(catalogue: Catalogue, service: Service) -> Iterator[Triple]:
    says: Says = {
        DCTERMS.title: text(service.title),
        DCTERMS.description: text(service.description),
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
    yield from about(service.uri, [DCAT.DataService], says)
    yield from about(service.page, [FOAF.Document], {})


def _dataset(catalogue: Catalogue, record: DatasetRecord) -> Iterator[Triple]:
    longer = record.full_title if record.full_title != record.title else None
    says: Says = {
        DCTERMS.title: text(record.title),
        DCTERMS.alternative: text(longer) if longer else None,
        DCTERMS.description: text(record.description),
        DCTERMS.identifier: Literal(record.page),
        DCTERMS.modified: instant(record.modified),
        VERSION: Literal(record.version),
        DCAT.keyword: [text(word) for word in record.keywords],
        DCAT.distribution: [URIRef(file.uri) for file in record.distributions],
        DCAT.landingPage: URIRef(record.page),
        FOAF.page: uris(record.documentation),
        DCTERMS.conformsTo: uris(record.conforms),
        DCTERMS.spatial: uris(record.places),
        DCTERMS.provenance: URIRef(f"{record.page}#provenance"),
        DCTERMS.publisher: URIRef(catalogue.publisher.uri),
        DCAT.contactPoint: URIRef(catalogue.contact.uri),
        DCAT.theme: URIRef(GOVERNMENT.uri),
        DCTERMS.language: URIRef(ENGLISH.uri),
        DCTERMS.accessRights: URIRef(PUBLIC.uri),
        DCTERMS.accrualPeriodicity: URIRef(IRREGULAR.uri),
    }
    yield from about(record.uri, [DCAT.Dataset], says)
    yield from about(record.page, [FOAF.Document], {})
    yield from _around(record)


def _around(record: DatasetRecord) -> Iterator[Triple]:
    """What stands around one dataset: its time, places, documentation and provenance."""
    if record.period:
        period = URIRef(f"{record.page}#period")
        yield URIRef(record.uri), DCTERMS.temporal, period
        days: Says = {
            DCAT.startDate: day(record.period.begin),
            DCAT.endDate: day(record.period.end),
        }
        yield from about(period, [DCTERMS.PeriodOfTime], days)
    for place in record.places:
        yield from named(place, DCTERMS.Location)
    for page in record.documentation:
        yield from named(page, FOAF.Document, by=DCTERMS.title)
    provenance: Says = {RDFS.label: text(record.provenance)}
    yield from about(f"{record.page}#provenance", [DCTERMS.ProvenanceStatement], provenance)
