"""A dataset as a CKAN portal keeps it (docs.ckan.org, action API: package_create)."""

from __future__ import annotations

import re
from typing import Any

from publish.catalogue import Catalogue, DatasetRecord, Distribution
from registry import Licence

Package = dict[str, Any]
OURS = "answerable_catalogue"
"""The extra field by which we know what is ours."""
# What CKAN calls the Open Government Licence; it has no word for others that it does not list.
_OGL = "uk-ogl"


def make_name(dataset: str) -> str:
    """Make the portal's name of a dataset, in the characters that it accepts.

    >>> name_of("negotiations-exs-laa-2.0")
    'answerable-negotiations-exs-laa-2-0'
    """
    return re.sub(r"[^a-z0-9_-]", "-", f"answerable-{dataset}")[:100]


def make_package(
    name: str,
    catalogue: Catalogue,
    dataset: DatasetRecord,
    owner: str | None,
    there: Package | None,
) -> Package:
    """Make the dataset for the portal; resources that exist keep their ids."""
    ids = {each["url"]: each["id"] for each in (there or {}).get("resources", ())}
    resources = [_describe_file(each, ids.get(each.download)) for each in dataset.distributions]
    return {
        "name": name,
        "title": dataset.full_title,
        "notes": dataset.description,
        "url": dataset.page,
        "version": dataset.version,
        "author": catalogue.publisher.name,
        "maintainer": catalogue.contact.name,
        "maintainer_email": catalogue.contact.email or "",
        "license_id": _OGL if catalogue.licence.uri == Licence().url else "notspecified",
        "state": "active",
        "tags": [{"name": keyword} for keyword in dataset.keywords],
        "extras": [
            {"key": OURS, "value": catalogue.uri},
            {"key": "identifier", "value": dataset.uri},
            {"key": "modified", "value": dataset.modified},
        ],
        "resources": resources,
        **({"owner_org": owner} if owner else {}),
    }


def _describe_file(file: Distribution, known: str | None) -> Package:
    return {
        "name": file.title,
        "description": file.about,
        "url": file.download,
        "format": file.media.label,
        "mimetype": file.media.type,
        "size": file.size,
        "hash": f"sha256:{file.sha256}",
        **({"id": known} if known else {}),
    }


def is_same(wanted: Any, there: Any) -> bool:
    """Return whether the portal has everything we would send; what it adds itself is left aside."""
    if isinstance(wanted, dict):
        return isinstance(there, dict) and all(
            is_same(value, there.get(key)) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(there, list)
            and len(wanted) == len(there)
            and all(map(is_same, _sort_entries(wanted), _sort_entries(there)))
        )
    return bool(wanted == there)


def _sort_entries(listed: list[Package]) -> list[Package]:
    """Sort tags and extras, which the portal returns in an order of its own."""
    return sorted(listed, key=lambda each: str(each.get("key") or each.get("name")))
