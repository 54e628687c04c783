"""Datasets as search engines read them in pages: JSON-LD of schema.org."""

from __future__ import annotations

from typing import Any

from publish.catalogue.compact_json import drop_empty
from publish.catalogue.model import Catalogue, Distribution, NamedThing, Period

Json = dict[str, Any]

CONTEXT = "https://schema.org/"


def as_schema_org(catalogue: Catalogue) -> Json:
    """Return the catalogue and its datasets, by name and address, for the page that lists them."""
    return drop_empty(
        {
            "@context": CONTEXT,
            **_describe_catalogue(catalogue),
            "description": catalogue.description,
            "dateModified": catalogue.modified,
            "license": catalogue.licence.uri,
            "inLanguage": "en-GB",
            "publisher": _describe_publisher(catalogue),
            "dataset": [
                {"@type": "Dataset", "@id": record.uri, "name": record.title, "url": record.page}
                | {"description": record.description}
                for record in catalogue.datasets
            ],
        }
    )


def dataset_as_schema_org(catalogue: Catalogue) -> Json:
    """Return the only dataset of a catalogue, for the dataset's page."""
    (record,) = catalogue.datasets
    longer = record.full_title if record.full_title != record.title else None
    return drop_empty(
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
            "creator": _describe_publisher(catalogue),
            "publisher": _describe_publisher(catalogue),
            "includedInDataCatalog": _describe_catalogue(catalogue),
            "temporalCoverage": _format_period(record.period),
            "spatialCoverage": [_describe_place(place) for place in record.places],
            "distribution": [_describe_download(file) for file in record.distributions],
        }
    )


def _describe_catalogue(catalogue: Catalogue) -> Json:
    document = {"@type": "DataCatalog", "@id": catalogue.uri}
    return {**document, "name": catalogue.title, "url": catalogue.page}


def _describe_publisher(catalogue: Catalogue) -> Json:
    publisher, contact = catalogue.publisher, catalogue.contact
    point = {"@type": "ContactPoint", "name": contact.name, "email": contact.email}
    return {
        "@type": "Organization",
        "@id": publisher.uri,
        "name": publisher.name,
        "contactPoint": drop_empty({**point, "url": contact.url}),
    }


def _format_period(period: Period | None) -> str | None:
    return f"{period.begin or '..'}/{period.end or '..'}" if period else None


def _describe_place(place: NamedThing) -> Json:
    return {"@type": "Place", "@id": place.uri, "name": place.name}


def _describe_download(file: Distribution) -> Json:
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
