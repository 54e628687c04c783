"""Datasets as search engines read them in pages: JSON-LD of schema.org."""

from __future__ import annotations

from typing import Any

from publish.catalogue.compact_json import only_told
from publish.catalogue.model import Catalogue, Distribution, Named, Period

Json = dict[str, Any]

CONTEXT = "https://schema.org/"


def as_schema_org(catalogue: Catalogue) -> Json:
    """The catalogue, and by name and address its datasets, for the page that lists them."""
    return only_told(
        {
            "@context": CONTEXT,
            **_catalogue(catalogue),
            "description": catalogue.description,
            "dateModified": catalogue.modified,
            "license": catalogue.licence.uri,
            "inLanguage": "en-GB",
            "publisher": _publisher(catalogue),
            "dataset": [
                {"@type": "Dataset", "@id": record.uri, "name": record.title, "url": record.page}
                | {"description": record.description}
                for record in catalogue.datasets
            ],
        }
    )


def dataset_as_schema_org(catalogue: Catalogue) -> Json:
    """The only dataset of a catalogue, for the page that tells of it."""
    (record,) = catalogue.datasets
    longer = record.full_title if record.full_title != record.title else None
    return only_told(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": record.uri,
            "name": record.title,
            "alternateName": longer,
            "description": record.description,
            "url": record.page,
            "identifier": record.page,
            "version": record.version,
            "dateModified": record.modified,
            "license": catalogue.licence.uri,
            "isAccessibleForFree": True,
            "inLanguage": "en-GB",
            "keywords": list(record.keywords),
            "creator": _publisher(catalogue),
            "publisher": _publisher(catalogue),
            "includedInDataCatalog": _catalogue(catalogue),
            "temporalCoverage": _temporal(record.period),
            "spatialCoverage": [_place(place) for place in record.places],
            "distribution": [_download(file) for file in record.distributions],
        }
    )


def _catalogue(catalogue: Catalogue) -> Json:
    told = {"@type": "DataCatalog", "@id": catalogue.uri}
    return {**told, "name": catalogue.title, "url": catalogue.page}


def _publisher(catalogue: Catalogue) -> Json:
    publisher, contact = catalogue.publisher, catalogue.contact
    point = {"@type": "ContactPoint", "name": contact.name, "email": contact.email}
    return {
        "@type": "Organization",
        "@id": publisher.uri,
        "name": publisher.name,
        "contactPoint": only_told({**point, "url": contact.url}),
    }


def _temporal(period: Period | None) -> str | None:
    return f"{period.begin or '..'}/{period.end or '..'}" if period else None


def _place(place: Named) -> Json:
    return {"@type": "Place", "@id": place.uri, "name": place.name}


def _download(file: Distribution) -> Json:
    return {
        "@type": "DataDownload",
        "@id": file.uri,
        "name": file.title,
        "description": file.about,
        "contentUrl": file.download,
        "encodingFormat": file.media.type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
