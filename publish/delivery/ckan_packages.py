"""A dataset as a CKAN portal keeps it (docs.ckan.org, action API: package_create)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from publish.catalogue import Catalogue, DatasetRecord, Distribution
from registry import InvalidInput, Licence, Problem

Package = dict[str, Any]
_NAME, _HASH = 100, 8
OURS = "answerable_catalogue"
"""The extra field by which we know what is ours."""
# What CKAN calls the Open Government Licence; it has no word for others that it does not list.
_OGL = "uk-ogl"


def make_name(dataset: str) -> str:
    """Make the portal's name of a dataset, in the characters that it accepts.

    A name that has to be made plainer or shorter ends with a hash of the whole, so that two
    datasets stay two.

    >>> make_name("negotiations-exs-laa-2007")
    'answerable-negotiations-exs-laa-2007'
    >>> make_name("negotiations-exs-laa-2.0")
    'answerable-negotiations-exs-laa-2-0-00892dbf'
    """
    whole = f"answerable-{dataset}"
    plain = re.sub(r"[^a-z0-9_-]", "-", whole)
    if plain == whole and len(plain) <= _NAME:
        return plain
    end = sha256(dataset.encode()).hexdigest()[:_HASH]
    return f"{plain[: _NAME - _HASH - 1]}-{end}"


def make_names(datasets: Sequence[str]) -> list[str]:
    """Make the portal's names of all datasets.

    Raises:
        InvalidInput: two datasets would have one name.
    """
    names = [make_name(dataset) for dataset in datasets]
    of_name: dict[str, list[str]] = defaultdict(list)
    for name, dataset in zip(names, datasets, strict=True):
        of_name[name].append(dataset)
    problems = [
        Problem(
            message=f"the portal would list {' and '.join(same)} under one name",
            remedy="Record one of them under a reference of its own, or deliver it elsewhere",
            value=name,
        )
        for name, same in of_name.items()
        if len(same) > 1
    ]
    if problems:
        raise InvalidInput(problems)
    return names


def make_package(
    name: str,
    catalogue: Catalogue,
    dataset: DatasetRecord,
    owner: str | None,
    there: Package | None,
) -> Package:
    """Make the dataset for the portal.

    Resources that exist keep their ids; what the portal's editors added to them, and their own
    resources, tags and extras, stay.
    """
    known = there or {}
    files = {each["url"]: each for each in known.get("resources", ())}
    resources = [
        {**files.get(each.download, {}), **_describe_file(each)} for each in dataset.distributions
    ]
    theirs = _list_theirs(files.values(), catalogue)
    tags = [{"name": keyword} for keyword in dataset.keywords]
    extras = [
        {"key": OURS, "value": catalogue.uri},
        {"key": "identifier", "value": dataset.uri},
        {"key": "modified", "value": dataset.modified},
    ]
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
        "tags": _add_theirs(tags, known.get("tags", ()), "name"),
        "extras": _add_theirs(extras, known.get("extras", ()), "key"),
        "resources": [*resources, *theirs],
        **({"owner_org": owner} if owner else {}),
    }


def make_blank_package(name: str, catalogue: Catalogue, there: Package | None) -> Package:
    """Make what is left of a dataset that is published no more: a portal hides what it deletes.

    Words that were redacted may stand in its title and description. Editors' own resources stay.
    """
    theirs = _list_theirs((there or {}).get("resources", ()), catalogue)
    return {"name": name, "title": name, "notes": "", "version": "", "resources": theirs}


def _list_theirs(resources: Iterable[Package], catalogue: Catalogue) -> list[Package]:
    return [each for each in resources if not each["url"].startswith(catalogue.page)]


def _add_theirs(ours: list[Package], there: Sequence[Package], key: str) -> list[Package]:
    names = {each[key] for each in ours}
    return [*ours, *(each for each in there if each[key] not in names)]


def _describe_file(file: Distribution) -> Package:
    return {
        "name": file.title,
        "description": file.about,
        "url": file.download,
        "format": file.media.label,
        "mimetype": file.media.type,
        "size": file.size,
        "hash": f"sha256:{file.sha256}",
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
    """Sort tags, extras and resources, which the portal returns in an order of its own."""
    return sorted(
        listed, key=lambda each: (str(each.get("key") or each.get("name")), str(each.get("url")))
    )
