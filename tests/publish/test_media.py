"""What kind of file a file is follows from the end of its name."""

import pytest

from publish.media_types import MEDIA, find_media_type


@pytest.mark.parametrize(
    ("name", "type_", "label", "iana", "file_type"),
    [
        ("areas.csv", "text/csv", "CSV", "text/csv", "CSV"),
        ("registry.zip", "application/zip", "ZIP", "application/zip", "ZIP"),
        ("registry-ndjson.zip", "application/zip", "NDJSON in ZIP", "application/zip", "ZIP"),
        ("datapackage.json", "application/json", "JSON", "application/json", "JSON"),
        ("csv-metadata.json", "application/csvm+json", "CSVW", "application/csvm+json", "JSON_LD"),
        ("registry.sqlite", "application/vnd.sqlite3", "SQLite", "application/vnd.sqlite3", None),
        ("entries.ndjson", "application/x-ndjson", "NDJSON", None, None),
    ],
)
def test_a_file_is_known_by_the_end_of_its_name(
    name: str, type_: str, label: str, iana: str | None, file_type: str | None
) -> None:
    media = find_media_type(name)

    assert media is not None
    assert (media.type, media.label) == (type_, label)
    assert (media.iana or "").removeprefix("https://www.iana.org/assignments/media-types/") == (
        iana or ""
    )
    assert (media.file_type or "").removeprefix(
        "http://publications.europa.eu/resource/authority/file-type/"
    ) == (file_type or "")


@pytest.mark.parametrize("name", ["SHA256SUMS", "checkpoint", "registry.zip.minisig", "log.pub"])
def test_what_tells_nothing_is_no_kind_of_file(name: str) -> None:
    assert find_media_type(name) is None


def test_text_is_served_with_its_encoding() -> None:
    served = {media.ending: media.content_type for media in MEDIA}

    assert served[".csv"] == "text/csv; charset=utf-8"
    assert served[".zip"] == "application/zip"


def test_no_line_of_the_table_hides_another() -> None:
    assert [
        media.ending for media in MEDIA if find_media_type(f"a{media.ending}") is not media
    ] == []
