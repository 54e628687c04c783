"""The model of the catalogue, from which every format is made."""

from __future__ import annotations

from dataclasses import dataclass

from publish.media_types import MediaType


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedThing:
    """Something that others have a name and an address for: a standard, a licence, a place."""

    uri: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask: a name, and an e-mail address or a page."""

    uri: str
    name: str
    email: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from ``begin`` to ``end``, both in it, ``YYYY-MM-DD``; either may be unknown."""

    begin: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A file in which a dataset can be had.

    Attributes:
        uri: what the file is known by in every catalogue, whatever the release.
        title: what people call it.
        about: what it holds, in one sentence.
        page: the page from which it can be had.
        download: the file itself.
        media: what kind of file it is.
        size: its bytes.
        sha256: its SHA-256 in hex.
        conforms: the standards to which it keeps.
    """

    uri: str
    title: str
    about: str
    page: str
    download: str
    media: MediaType
    size: int
    sha256: str
    conforms: tuple[NamedThing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetRecord:
    """A dataset as catalogues list it.

    Attributes:
        uri: what it is known by for good, whatever the release.
        page: its page, whose address identifies it.
        title: at most 65 characters.
        full_title: the same at any length.
        description: the first sentence has at most 140 characters.
        modified: the instant at which its newest record was recorded, in UTC.
        version: the release.
        keywords: sorted.
        period: the time that its records are about, where they say.
        places: the places that they are about.
        distributions: its files.
        documentation: the files that explain it.
        dictionary: the file that describes every column.
        provenance: where its records come from and what proves them.
        conforms: the standards to which it keeps.
    """

    uri: str
    page: str
    title: str
    full_title: str
    description: str
    modified: str
    version: str
    keywords: tuple[str, ...]
    period: Period | None
    places: tuple[NamedThing, ...]
    distributions: tuple[Distribution, ...]
    documentation: tuple[NamedThing, ...]
    dictionary: str
    provenance: str
    conforms: tuple[NamedThing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An API: where to ask, by which contract, and the datasets that it answers from."""

    uri: str
    title: str
    description: str
    endpoint: str
    contract: str
    page: str
    conforms: NamedThing
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All datasets that a registry publishes, and who answers for them.

    Attributes:
        uri: what the catalogue is known by, and where it can be had in each language.
        page: the page that lists the datasets.
        modified: the instant of the newest record of any dataset; None where there is none.
    """

    uri: str
    page: str
    title: str
    description: str
    modified: str | None
    publisher: NamedThing
    contact: Contact
    licence: NamedThing
    datasets: tuple[DatasetRecord, ...]
    service: Service
