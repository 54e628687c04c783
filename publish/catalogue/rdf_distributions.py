"""A file of a dataset as RDF: a distribution, its kind, and its checksum."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCAT, DCTERMS, RDFS, XSD, Literal, Namespace, URIRef

from publish.catalogue.model import Distribution, Named
from publish.catalogue.triples import Says, Triple, about, instant, text, uris
from publish.media_types import Media

SPDX = Namespace("http://spdx.org/rdf/terms#")
SHA256 = SPDX.checksumAlgorithm_sha256


def distribution(file: Distribution, licence: Named, modified: str) -> Iterator[Triple]:
    """A file: where it can be had, what kind of file it is, and how to tell it is the right one."""
    checksum = f"{file.uri}-sha256"
    media, kind = file.media.iana, _format(file)
    says: Says = {
        DCTERMS.title: text(file.title),
        DCTERMS.description: text(file.about),
        DCTERMS.license: URIRef(licence.uri),
        DCTERMS.modified: instant(modified),
        DCTERMS.conformsTo: uris(file.conforms),
        DCTERMS.format: URIRef(kind),
        DCAT.mediaType: URIRef(media) if media else None,
        DCAT.accessURL: URIRef(file.page),
        DCAT.downloadURL: URIRef(file.download),
        DCAT.byteSize: Literal(str(file.size), datatype=XSD.nonNegativeInteger),
        SPDX.checksum: URIRef(checksum),
    }
    yield from about(file.uri, [DCAT.Distribution], says)
    yield from _checksum(checksum, file.sha256)
    yield from _kind(kind, file.media)


def _checksum(uri: str, sha256: str) -> Iterator[Triple]:
    value = Literal(sha256, datatype=XSD.hexBinary, normalize=False)
    yield from about(uri, [SPDX.Checksum], {SPDX.algorithm: SHA256, SPDX.checksumValue: value})
    yield from about(SHA256, [SPDX.ChecksumAlgorithm], {RDFS.label: Literal("SHA-256")})


def _format(file: Distribution) -> str:
    """The format by the EU's list, or, where that has none, under our own address."""
    ours = f"{file.page.partition('/data/')[0]}/catalog#{file.media.type}"
    return file.media.file_type or ours


def _kind(uri: str, media: Media) -> Iterator[Triple]:
    # CKAN takes the label of a format only from what is a dct:IMT too, as DCAT once had it.
    yield from about(
        uri, [DCTERMS.IMT, DCTERMS.MediaTypeOrExtent], {RDFS.label: Literal(media.label)}
    )
    if media.iana:
        yield from about(media.iana, [DCTERMS.MediaType], {RDFS.label: Literal(media.type)})
