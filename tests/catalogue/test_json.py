"""The catalogue as data.json, and as search engines read it."""

import json
from dataclasses import replace

from publish import Release
from publish.catalogue import (
    Catalogue,
    DatasetRecord,
    as_data_json,
    as_schema_org,
    dataset_as_schema_org,
    make_catalogue,
)
from registry import Settings
from tests.support.catalogues import BASE

PAGE = f"{BASE}/data/negotiations-exs-laa-2007/"
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
DESCRIPTION = (
    "What was asked, answered, advised and decided in the negotiations of Exampleshire Local Area "
    "Agreement 2007-10. All of it is FICTIONAL: made up to show what the registry can hold. "
    "Records: 93 FICTIONAL."
)


def test_data_json_tells_a_dataset_as_data_gov_wants_it(
    listed: Catalogue, exampleshire: DatasetRecord
) -> None:
    told = json.loads(as_data_json(replace(listed, datasets=(exampleshire,))))
    (dataset,) = told.pop("dataset")
    distributions = dataset.pop("distribution")

    assert told["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    assert told["@id"] == f"{BASE}/data.json"
    assert dataset == {
        "@type": "dcat:Dataset",
        "identifier": PAGE,
        "title": "Fictional: Negotiations of Exampleshire LAA 2007-10",
        "description": DESCRIPTION,
        "keyword": list(exampleshire.keywords),
        "modified": exampleshire.modified,
        "publisher": {"@type": "org:Organization", "name": "The Example Archive"},
        "contactPoint": {
            "@type": "vcard:Contact",
            "fn": "The archive's desk",
            "hasEmail": "mailto:desk@archive.example",
        },
        "accessLevel": "public",
        "license": OGL,
        "landingPage": PAGE,
        "language": ["en-GB"],
        "theme": ["Government"],
        "accrualPeriodicity": "irregular",
        "temporal": "2006-06-01/2010-03-31",
        "spatial": "Exampleshire",
        "conformsTo": "https://datapackage.org/profiles/2.0/datapackage.json",
        "describedBy": f"{PAGE}latest/datapackage.json",
        "describedByType": "application/json",
        "references": [
            f"{PAGE}latest/README.md",
            f"{PAGE}latest/dictionary.md",
            f"{PAGE}latest/datapackage.json",
        ],
    }
    assert distributions[0] == {
        "@type": "dcat:Distribution",
        "title": "The whole dataset (ZIP)",
        "description": "All tables of the dataset in one file.",
        "downloadURL": f"{PAGE}latest/negotiations-exs-laa-2007.zip",
        "mediaType": "application/zip",
        "format": "ZIP",
        "conformsTo": "https://datapackage.org/profiles/2.0/datapackage.json",
    }
    assert len(distributions) == len(exampleshire.distributions)


def test_data_json_leaves_out_what_is_not_known(releases: list[Release]) -> None:
    unknown = [replace(release, world="FICTIONAL") for release in releases[1:2]]
    (dataset,) = json.loads(as_data_json(make_catalogue(Settings(base_url=BASE), unknown)))[
        "dataset"
    ]

    # That negotiation states no day, and no address to write to is set.
    assert "temporal" not in dataset
    assert "hasEmail" not in dataset["contactPoint"]


def test_search_engines_read_a_dataset_in_its_page(
    listed: Catalogue, exampleshire: DatasetRecord
) -> None:
    told = dataset_as_schema_org(replace(listed, datasets=(exampleshire,)))
    files = told.pop("distribution")

    publisher = told.pop("publisher")
    assert told.pop("creator") == publisher
    assert publisher["name"] == "The Example Archive"
    assert publisher["@id"] == "https://archive.example/id"
    assert told == {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{PAGE}#dataset",
        "name": "Fictional: Negotiations of Exampleshire LAA 2007-10",
        "alternateName": "Fictional: Negotiations of Exampleshire Local Area Agreement 2007-10",
        "description": DESCRIPTION,
        "url": PAGE,
        "identifier": PAGE,
        "version": exampleshire.version,
        "dateModified": exampleshire.modified,
        "license": OGL,
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "keywords": list(exampleshire.keywords),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": f"{BASE}/catalog",
            "name": "Answerable",
            "url": f"{BASE}/data/",
        },
        "temporalCoverage": "2006-06-01/2010-03-31",
        "spatialCoverage": [
            {"@type": "Place", "@id": f"{BASE}/areas/EXS-EXAMPLESHIRE", "name": "Exampleshire"}
        ],
    }
    archive = next(file for file in files if file["encodingFormat"] == "application/zip")
    known = next(file for file in exampleshire.distributions if file.media.label == "ZIP")
    assert archive["contentUrl"] == f"{PAGE}latest/negotiations-exs-laa-2007.zip"
    assert archive["sha256"] == known.sha256


def test_a_description_has_the_length_that_search_engines_take(listed: Catalogue) -> None:
    lengths = [len(record.description) for record in listed.datasets]

    assert 50 <= min(lengths) <= max(lengths) <= 5_000


def test_search_engines_find_every_dataset_in_the_list(listed: Catalogue) -> None:
    told = as_schema_org(listed)

    assert (told["@type"], told["url"]) == ("DataCatalog", f"{BASE}/data/")
    assert [dataset["url"] for dataset in told["dataset"]] == [
        record.page for record in listed.datasets
    ]
