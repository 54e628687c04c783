"""A file of a dataset as RDF: a distribution, its kind, and its checksum."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCAT, DCTERMS, RDFS, XSD, Literal, Namespace, URIRef

from publish.catalogue.model import Distribution, NamedThing
from publish.catalogue.triples import Says, Triple, list_nodes, make_instant, make_node, make_text
from publish.media_types import MediaType

SPDX = Namespace("http://spdx.org/rdf/terms#")
SHA256 = SPDX.checksumAlgorithm_sha256


def describe_distribution(
    file: Distribution, licence: NamedThing, modified: str
) -> Iterator[Triple]:
    """Yield the triples of a file: where it is, its format, size and checksum."""
    checksum = f"{file.uri}-sha256"
    media, kind = file.media.iana, _describe_format(file)
    says: Says = {
        DCTERMS.title: make_text(file.title),
        DCTERMS.description: make_text(file.about),
        DCTERMS.license: URIRef(licence.uri),
        DCTERMS.modified: make_instant(modified),
        DCTERMS.conformsTo: list_nodes(file.conforms),
        DCTERMS.format: URIRef(kind),
        DCAT.mediaType: URIRef(media) if media else None,
        DCAT.accessURL: URIRef(file.page),
        DCAT.downloadURL: URIRef(file.download),
        DCAT.byteSize: Literal(str(file.size), datatype=XSD.nonNegativeInteger),
        SPDX.checksum: URIRef(checksum),
    }
    yield from make_node(file.uri, [DCAT.Distribution], says)
    yield from _describe_checksum(checksum, file.sha256)
    yield from _describe_kind(kind, file.media)


def _describe_checksum(uri: str, sha256: str) -> Iterator[Triple]:
    value = Literal(sha256, datatype=XSD.hexBinary, normalize=False)
    yield from make_node(uri, [SPDX.Checksum], {SPDX.algorithm: SHA256, SPDX.checksumValue: value})
    yield from make_node(SHA256, [SPDX.ChecksumAlgorithm], {RDFS.label: Literal("SHA-256")})


def _describe_format(file: Distribution) -> str:
    """Return the format in the EU's list, or else an address of our own."""
    ours = f"{file.page.partition('/data/')[0]}/catalog#{file.media.type}"
    return file.media.file_type or ours


def _describe_kind(uri: str, media: MediaType) -> Iterator[Triple]:
    # CKAN takes the label of a format only from what is a dct:IMT too, as DCAT once had it.
    yield from make_node(
        uri, [DCTERMS.IMT, DCTERMS.MediaTypeOrExtent], {RDFS.label: Literal(media.label)}
    )
    if media.iana:
        yield from make_node(media.iana, [DCTERMS.MediaType], {RDFS.label: Literal(media.type)})
