"""Make the catalogue from the latest releases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import shorten

from opendata import PROFILE, CoveredArea
from publish.catalogue.distributions import (
    PACKAGE,
    files_of,
    list_distributions,
    list_documentation,
    page_of,
)
from publish.catalogue.model import Catalogue, Contact, DatasetRecord, NamedThing, Period, Service
from publish.releases.layout import Release
from registry import Settings
from registry.vocabulary import uri_of

TITLE = 65
SENTENCE = 140
"""The most characters of a title and of a description's first sentence, as data.gov.uk has it."""
STATISTICS = "http://statistics.data.gov.uk/id/statistical-geography/"
ENGLAND = NamedThing(uri=f"{STATISTICS}E92000001", name="England")
PACKAGES = NamedThing(uri=PROFILE, name="Data Package v2")
GRAPHQL = NamedThing(uri="https://spec.graphql.org/", name="GraphQL")
_ABBREVIATIONS = {"Local Area Agreement": "LAA", "Public Service Agreement": "PSA"}
# What CKAN takes for a tag.
_KEYWORD = re.compile(r"[\w .-]{2,100}")
MADE_UP = ("FICTIONAL", "SYNTHETIC")
_KEYWORDS = ("local area agreements", "local government", "public service agreements", "targets")


def make_catalogue(settings: Settings, releases: Iterable[Release]) -> Catalogue:
    """Make the catalogue of some releases; it depends on them and the settings only."""
    base, publisher = settings.base_url, settings.publisher
    datasets = tuple(make_dataset_record(base, release) for release in releases)
    return Catalogue(
        uri=f"{base}/catalog",
        page=f"{base}/data/",
        title="Answerable",
        description="Who answers for which local target, and what was negotiated for it.",
        modified=max((dataset.modified for dataset in datasets), default=None),
        publisher=NamedThing(uri=publisher.uri or f"{base}/#publisher", name=publisher.name),
        contact=Contact(
            uri=f"{base}/#contact",
            name=publisher.contact_name,
            email=publisher.contact_email,
            url=publisher.contact_url or f"{base}/",
        ),
        licence=NamedThing(uri=settings.licence.url, name=settings.licence.title),
        datasets=datasets,
        service=_make_service(base, [dataset.uri for dataset in datasets]),
    )


def list_offered(settings: Settings, releases: Iterable[Release]) -> list[Release]:
    """List the releases that portals are offered: what is made up only if the keeper wants it."""
    return [one for one in releases if settings.catalogue_fiction or one.world not in MADE_UP]


def make_dataset_record(base: str, release: Release) -> DatasetRecord:
    """Make the catalogue's record of a dataset, from its latest release."""
    page = page_of(base, release)
    return DatasetRecord(
        uri=f"{page}#dataset",
        page=page,
        title=_shorten_title(release.title),
        full_title=release.title,
        description=f"{shorten(release.about, SENTENCE, placeholder='…')} {release.standing}",
        modified=release.recorded_at,
        version=release.release,
        keywords=_list_keywords(release),
        period=_make_period(release),
        places=_list_places(base, release),
        distributions=tuple(list_distributions(base, release, PACKAGES)),
        documentation=tuple(list_documentation(base, release)),
        dictionary=f"{files_of(base, release)}{PACKAGE}",
        provenance=f"Every row names the document that it was taken from. Taken at entry "
        f"{release.entry} of the registry's ledger, root hash {release.root}.",
        conforms=(PACKAGES,),
    )


def _shorten_title(title: str) -> str:
    """Shorten a title by the field's own abbreviations; years tell agreements apart."""
    for words, letters in _ABBREVIATIONS.items():
        if len(title) > TITLE:
            title = title.replace(words, letters)
    return shorten(title, TITLE, placeholder="…")


def _make_service(base: str, serves: Iterable[str]) -> Service:
    return Service(
        uri=f"{base}/graphql#service",
        title="Answerable: the GraphQL API",
        description="Answers questions about every record, as of any day and as known at any time.",
        endpoint=f"{base}/graphql",
        contract=f"{base}/graphql/schema.graphql",
        page=f"{base}/graphql",
        conforms=GRAPHQL,
        serves=tuple(serves),
    )


def _list_keywords(release: Release) -> tuple[str, ...]:
    made_up = [release.world.lower()] if release.world in MADE_UP else []
    areas = [area.name for area in release.coverage.areas if _KEYWORD.fullmatch(area.name)]
    return tuple(sorted({*_KEYWORDS, *made_up, *areas}))


def _make_period(release: Release) -> Period | None:
    covered = release.coverage
    return Period(begin=covered.begin, end=covered.end) if covered.begin or covered.end else None


def _list_places(base: str, release: Release) -> tuple[NamedThing, ...]:
    """List the areas by official addresses or our own; England where none are named."""
    if areas := release.coverage.areas:
        return tuple(_make_place(base, area) for area in areas)
    return (ENGLAND,) if release.world in ("REAL", "MIXED") else ()


def _make_place(base: str, area: CoveredArea) -> NamedThing:
    ours = uri_of(base, "areas", area.reference)
    return NamedThing(uri=STATISTICS + area.code if area.code else ours, name=area.name)
