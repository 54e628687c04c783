"""What says to others what the files are: CSVW, Croissant, Datasette's metadata, the dictionary."""

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.formats.canon import resources, tables

FORMS = ("csv", "parquet")


def read(folder: Path, name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return told


def test_csvw_says_of_each_column_what_the_descriptor_says(folder: Path) -> None:
    told = read(folder, "csv-metadata.json")
    described = {table["url"]: table["tableSchema"] for table in told["tables"]}

    assert list(described) == [f"{table}.csv" for table in tables(folder)]
    for resource in resources(folder):
        schema, wanted = described[resource["path"]], resource["schema"]
        foreign = {
            (key["fields"][0], f"{key['reference']['resource'] or resource['name']}.csv")
            for key in wanted.get("foreignKeys", ())
        }

        assert [column["name"] for column in schema["columns"]] == [
            field["name"] for field in wanted["fields"]
        ]
        assert [schema["primaryKey"]] == wanted["primaryKey"]
        assert {
            (key["columnReference"], key["reference"]["resource"])
            for key in schema.get("foreignKeys", ())
        } == foreign


def test_csvw_has_a_datatype_for_each_form(folder: Path) -> None:
    types = {
        (table["url"], column["name"]): column["datatype"]
        for table in read(folder, "csv-metadata.json")["tables"]
        for column in table["tableSchema"]["columns"]
    }

    assert types["contributions.csv", "amount"] == "decimal"
    assert types["targets.csv", "from"] == {"base": "date", "format": "yyyy-MM-dd"}
    assert types["agreements.csv", "single_pot"] == {"base": "boolean", "format": "true|false"}
    assert types["entries.csv", "recorded_at"] == "dateTimeStamp"
    assert types["contributions.csv", "terms"] == {
        "base": "string",
        "format": "POOLED|ALIGNED|RING_FENCED",
    }


def test_croissant_knows_the_bytes_of_each_file(folder: Path) -> None:
    told = read(folder, "croissant.json")
    files = {file["contentUrl"]: file for file in told["distribution"]}

    assert set(files) == {f"{table}.{form}" for table in tables(folder) for form in FORMS}
    for name, file in files.items():
        data = (folder / name).read_bytes()
        assert file["sha256"] == sha256(data).hexdigest()
        assert file["contentSize"] == f"{len(data)} B"


def test_croissant_takes_each_field_from_its_own_file(folder: Path) -> None:
    told = read(folder, "croissant.json")

    for records, resource in zip(told["recordSet"], resources(folder), strict=True):
        name = resource["name"]
        assert [field["@id"] for field in records["field"]] == [
            f"{name}/{field['name']}" for field in resource["schema"]["fields"]
        ]
        assert {field["source"]["fileObject"]["@id"] for field in records["field"]} == {
            f"{name}.parquet"
        }


def test_datasette_hears_of_the_database_by_its_name(folder: Path) -> None:
    told = read(folder, "registry.datasette.json")

    assert list(told["databases"]["registry"]["tables"]) == tables(folder)
    assert told["databases"]["registry"]["tables"]["areas"]["columns"]["within"] == (
        "The area of which this one is a part"
    )


def test_the_dictionary_has_every_column_once(folder: Path) -> None:
    wanted = [
        (resource["name"], field["name"], field["type"], field["description"])
        for resource in resources(folder)
        for field in resource["schema"]["fields"]
    ]
    with (folder / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [(row["table"], row["column"], row["type"], row["meaning"]) for row in rows] == wanted
    [within] = [row for row in rows if (row["table"], row["column"]) == ("areas", "within")]
    assert (within["required"], within["key"], within["refers_to"]) == ("false", "false", "areas")


def test_the_dictionary_reads_as_a_text(folder: Path) -> None:
    text = (folder / "dictionary.md").read_text(encoding="utf-8")

    assert text.startswith("# Fictional: Answerable: the whole registry: data dictionary\n")
    assert (
        "| `within` | string |  | The area of which this one is a part; "
        "names a row of [areas](#areas) |\n"
    ) in text
    assert (
        "| On what terms money is put behind an agreement. "
        "| `POOLED`, `ALIGNED`, `RING_FENCED` | `contributions.terms` |\n"
    ) in text
