"""The media types of published files, by the end of their names: one line per format."""

from __future__ import annotations

from dataclasses import dataclass

IANA = "https://www.iana.org/assignments/media-types/"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"


@dataclass(frozen=True, slots=True)
class MediaType:
    """A kind of file.

    Attributes:
        ending: how the names of such files end; a whole name where it is told by that.
        type: the media type, without parameters.
        label: what people call it, as portals show it: CSV.
        authority: its code in the EU's list of file types; empty where that has none.
        registered: whether IANA has registered the media type.
    """

    ending: str
    type: str
    label: str
    authority: str = ""
    registered: bool = True

    @property
    def iana(self) -> str | None:
        """The address by which IANA's registry names the media type, where it has it."""
        return IANA + self.type if self.registered else None

    @property
    def file_type(self) -> str | None:
        """The address by which the EU's list of file types names the format, where it has it."""
        return FILE_TYPES + self.authority if self.authority else None

    @property
    def content_type(self) -> str:
        """The media type as a server names it, with the encoding of text."""
        return f"{self.type}; charset=utf-8" if self.type.startswith("text/") else self.type


# The first that matches is taken, so that longer endings stand before shorter ones.
MEDIA = (
    MediaType("-metadata.json", "application/csvm+json", "CSVW", "JSON_LD"),
    MediaType("croissant.json", "application/ld+json", "JSON-LD", "JSON_LD"),
    MediaType("-parquet.zip", "application/zip", "Parquet in ZIP", "ZIP"),
    MediaType("-ndjson.zip", "application/zip", "NDJSON in ZIP", "ZIP"),
    MediaType(".csv", "text/csv", "CSV", "CSV"),
    MediaType(".json", "application/json", "JSON", "JSON"),
    MediaType(".jsonld", "application/ld+json", "JSON-LD", "JSON_LD"),
    MediaType(".md", "text/markdown", "Markdown"),
    MediaType(".ndjson", "application/x-ndjson", "NDJSON", registered=False),
    MediaType(".parquet", "application/vnd.apache.parquet", "Parquet", "PARQUET"),
    MediaType(".rdf", "application/rdf+xml", "RDF/XML", "RDF_XML"),
    MediaType(".sqlite", "application/vnd.sqlite3", "SQLite"),
    MediaType(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
        "XLSX",
    ),
    MediaType(".ttl", "text/turtle", "Turtle", "RDF_TURTLE"),
    MediaType(".zip", "application/zip", "ZIP", "ZIP"),
)


def find_media_type(name: str) -> MediaType | None:
    """Return the media type of a file's name, or None where it is unknown.

    >>> media_of("areas.csv").label
    'CSV'
    """
    return next((media for media in MEDIA if name.endswith(media.ending)), None)
