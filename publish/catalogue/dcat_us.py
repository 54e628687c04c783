"""The catalogue as ``data.json``, by DCAT-US 1.1 (https://resources.data.gov/resources/dcat-us)."""

from __future__ import annotations

from typing import Any

from publish.catalogue.compact_json import drop_empty, dump_json
from publish.catalogue.model import Catalogue, DatasetRecord, Distribution, Period

Json = dict[str, Any]

SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"


def as_data_json(catalogue: Catalogue) -> bytes:
    """Return the catalogue in DCAT-US (Project Open Data), which data.gov reads."""
    return dump_json(
        {
            "@context": f"{SCHEMA}/catalog.jsonld",
            "@id": f"{catalogue.page.removesuffix('data/')}data.json",
            "@type": "dcat:Catalog",
            "conformsTo": SCHEMA,
            "describedBy": f"{SCHEMA}/catalog.json",
            "dataset": [_describe_dataset(catalogue, record) for record in catalogue.datasets],
        }
    )


def _describe_dataset(catalogue: Catalogue, record: DatasetRecord) -> Json:
    return drop_empty(
        {
            "@type": "dcat:Dataset",
            "identifier": record.page,
            "title": record.title,
            "description": record.description,
            "keyword": list(record.keywords),
            "modified": record.modified,
            "publisher": {"@type": "org:Organization", "name": catalogue.publisher.name},
            "contactPoint": _describe_contact(catalogue),
            "accessLevel": "public",
            "license": catalogue.licence.uri,
            "landingPage": record.page,
            "language": ["en-GB"],
            "theme": ["Government"],
            "accrualPeriodicity": "irregular",
            "temporal": _format_period(record.period),
            "spatial": ", ".join(place.name for place in record.places),
            "conformsTo": record.conforms[0].uri,
            "describedBy": record.dictionary,
            "describedByType": "application/json",
            "references": [page.uri for page in record.documentation],
            "distribution": [_describe_distribution(file) for file in record.distributions],
        }
    )


def _describe_contact(catalogue: Catalogue) -> Json:
    contact = catalogue.contact
    email = f"mailto:{contact.email}" if contact.email else None
    return drop_empty({"@type": "vcard:Contact", "fn": contact.name, "hasEmail": email})


def _format_period(period: Period | None) -> str | None:
    """Format an interval; it needs both ends."""
    return f"{period.begin}/{period.end}" if period and period.begin and period.end else None


def _describe_distribution(file: Distribution) -> Json:
    return drop_empty(
        {
            "@type": "dcat:Distribution",
            "title": file.title,
            "description": file.about,
            "downloadURL": file.download,
            "mediaType": file.media.type,
            "format": file.media.label,
            "conformsTo": next((standard.uri for standard in file.conforms), None),
        }
    )
