"""What the catalogue says of each dataset, before it is told in any language."""

from dataclasses import replace

import pytest

from opendata import REGISTRY, Coverage, CoveredArea, WrittenFile
from publish import Release
from publish.catalogue import Catalogue, DatasetRecord, list_offered, make_dataset_record
from publish.catalogue.model import NamedThing, Period
from registry import Settings
from tests.support.catalogues import BASE

STATISTICS = "http://statistics.data.gov.uk/id/statistical-geography"
TOLD = {f"{resource.name}.csv" for resource in REGISTRY.resources()}
PAGE = f"{BASE}/data/negotiations-exs-laa-2007/"


def of(releases: list[Release], name: str) -> Release:
    return next(release for release in releases if release.dataset == name)


def test_every_dataset_is_listed_the_whole_registry_first(
    listed: Catalogue, releases: list[Release]
) -> None:
    assert [record.page for record in listed.datasets] == [
        f"{BASE}/data/{name}/"
        for name in (
            "registry",
            "negotiations-bas-laa-2007",
            "negotiations-bas-laa-2008",
            "negotiations-bas-lpsa-2003",
            "negotiations-exs-laa-2007",
            "negotiations-outside-agreements",
        )
    ]
    assert listed.modified == max(release.recorded_at for release in releases)


def test_a_dataset_says_what_it_is(exampleshire: DatasetRecord, releases: list[Release]) -> None:
    release = of(releases, "negotiations-exs-laa-2007")

    assert replace(exampleshire, distributions=(), provenance="") == DatasetRecord(
        uri=f"{PAGE}#dataset",
        page=PAGE,
        title="Fictional: Negotiations of Exampleshire LAA 2007-10",
        full_title="Fictional: Negotiations of Exampleshire Local Area Agreement 2007-10",
        description="What was asked, answered, advised and decided in the negotiations of "
        "Exampleshire Local Area Agreement 2007-10. All of it is FICTIONAL: made up to show what "
        "the registry can hold. Records: 93 FICTIONAL.",
        modified=release.recorded_at,
        version=release.release,
        keywords=(
            *("Exampleshire", "fictional", "local area agreements", "local government"),
            *("public service agreements", "targets"),
        ),
        period=Period(begin="2006-06-01", end="2010-03-31"),
        places=(NamedThing(uri=f"{BASE}/areas/EXS-EXAMPLESHIRE", name="Exampleshire"),),
        distributions=(),
        documentation=(
            NamedThing(uri=f"{PAGE}latest/README.md", name="What the files are"),
            NamedThing(uri=f"{PAGE}latest/dictionary.md", name="What every column means"),
            NamedThing(
                uri=f"{PAGE}latest/datapackage.json",
                name="What describes every table and every column, for programs",
            ),
        ),
        dictionary=f"{PAGE}latest/datapackage.json",
        provenance="",
        conforms=(
            NamedThing(
                uri="https://datapackage.org/profiles/2.0/datapackage.json", name="Data Package v2"
            ),
        ),
    )
    assert release.root in exampleshire.provenance


def test_places_have_their_official_addresses(listed: Catalogue) -> None:
    places = {record.page.split("/")[-2]: record.places for record in listed.datasets}
    bath = NamedThing(uri=f"{STATISTICS}/E06000022", name="Bath and North East Somerset")
    england = NamedThing(uri=f"{STATISTICS}/E92000001", name="England")

    assert places["negotiations-bas-laa-2007"] == (bath,)
    assert places["registry"] == places["negotiations-outside-agreements"] == (england,)


def test_what_is_made_up_and_names_no_area_is_not_said_to_be_about_england(
    releases: list[Release],
) -> None:
    made_up = replace(releases[0], world="SYNTHETIC")

    assert make_dataset_record(BASE, made_up).places == ()
    assert "synthetic" in make_dataset_record(BASE, made_up).keywords


def test_nothing_is_said_of_a_time_that_the_records_do_not_state(releases: list[Release]) -> None:
    assert make_dataset_record(BASE, replace(releases[0], coverage=Coverage())).period is None


def test_a_name_that_portals_refuse_as_a_keyword_is_none(releases: list[Release]) -> None:
    area = CoveredArea("A", "Somewhere (not named), here")
    record = make_dataset_record(BASE, replace(releases[0], coverage=Coverage(areas=(area,))))

    assert [place.name for place in record.places] == ["Somewhere (not named), here"]
    assert area.name not in record.keywords


def test_titles_and_first_sentences_fit_into_the_lists_of_portals(
    listed: Catalogue, releases: list[Release]
) -> None:
    long = replace(releases[0], title="Negotiations of " + "Very " * 30, about="So long. " * 30)
    records = [*listed.datasets, make_dataset_record(BASE, long)]

    assert max(len(record.title) for record in records) <= 65
    assert max(len(record.description.partition(". ")[0]) for record in records) <= 140
    assert records[-1].title == "Negotiations of Very Very Very Very Very Very Very Very Very…"
    assert len({record.title for record in listed.datasets}) == len(listed.datasets)


def test_files_are_known_by_the_same_name_whatever_the_release(releases: list[Release]) -> None:
    older = releases[0]
    newer = replace(older, version="another")
    before, after = make_dataset_record(BASE, older), make_dataset_record(BASE, newer)

    assert (before.uri, before.version) == (after.uri, older.release)
    assert before.distributions == after.distributions
    uris = [file.uri for record in (before,) for file in record.distributions]
    assert len(set(uris)) == len(uris)


def test_the_whole_comes_first_and_then_each_table_that_has_rows(
    exampleshire: DatasetRecord, releases: list[Release]
) -> None:
    names = [file.uri.partition("#")[2] for file in exampleshire.distributions]
    release = of(releases, "negotiations-exs-laa-2007")

    endings = (".zip", ".xlsx", ".sqlite", "-ndjson.zip", "-parquet.zip")
    assert names[:5] == [f"{release.dataset}{ending}" for ending in endings]
    assert names[5:] == [file.path for file in release.files if file.rows and file.path in TOLD]


def test_a_table_without_rows_is_no_distribution(releases: list[Release]) -> None:
    files = tuple(WrittenFile("areas.csv", 5, "ab" * 32, rows) for rows in (0, 3))

    assert make_dataset_record(BASE, replace(releases[0], files=files[:1])).distributions == ()
    assert len(make_dataset_record(BASE, replace(releases[0], files=files)).distributions) == 1


def test_what_is_made_up_is_offered_to_portals_only_if_that_is_wanted(
    releases: list[Release],
) -> None:
    offered = [one.dataset for one in list_offered(Settings(), releases)]
    wanted = list_offered(Settings(catalogue_fiction=True), releases)

    assert "negotiations-exs-laa-2007" not in offered
    assert "registry" in offered
    assert wanted == releases


@pytest.mark.parametrize(
    ("name", "title", "media_type"),
    [
        ("agreements.csv", "Agreements (CSV)", "text/csv"),
        ("entries.csv", "Entries (CSV)", "text/csv"),
        ("registry.zip", "The whole dataset (ZIP)", "application/zip"),
        ("registry-parquet.zip", "The whole dataset (Parquet in ZIP)", "application/zip"),
        ("registry-ndjson.zip", "The whole dataset (NDJSON in ZIP)", "application/zip"),
        ("registry.sqlite", "The whole dataset (SQLite)", "application/vnd.sqlite3"),
    ],
)
def test_a_new_format_is_listed_by_the_end_of_its_name(
    releases: list[Release], name: str, title: str, media_type: str
) -> None:
    (file,) = make_dataset_record(
        BASE, replace(releases[0], files=(WrittenFile(name, 5, "ab" * 32),))
    ).distributions

    assert (file.title, file.media.type) == (title, media_type)
    assert (file.size, file.sha256) == (5, "ab" * 32)
    assert file.download == f"{BASE}/data/registry/latest/{name}"
