"""What portals' own programs make of the catalogue and of the packages that it lists."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opendata import WrittenFile
from publish import releases_folder
from publish.catalogue import as_data_json, as_json_ld, as_rdf_xml, as_turtle, make_catalogue
from registry import Settings
from tests.support.catalogues import BASE, publish_samples
from tests.support.databases import SqliteDatabases
from tests.support.house import ROOT

PYTHON = ROOT / ".venv-readers/bin/python"
NEGOTIATIONS = "negotiations-exs-laa-2007"
PAGE = f"{BASE}/data/{NEGOTIATIONS}/"
FORMATS = {".sqlite": "SQLite", ".xlsx": "XLSX"}

# What CKAN's harvester does with a catalogue: its parser, with its default profile (DCAT-AP 3).
CKAN = """
import json, sys
from ckan.logic.validators import tag_length_validator, tag_name_validator
from ckanext.dcat.processors import RDFParser

parser = RDFParser()
parser.parse(open(sys.argv[1], encoding="utf-8").read(), sys.argv[2])
found = list(parser.datasets())
for dataset in found:
    for tag in dataset["tags"]:
        tag_name_validator(tag_length_validator(tag["name"], {}), {})
print(json.dumps(found))
"""
# The JSON Schemas of DCAT-US 1.1 as data.gov's harvester holds others' data.json to them.
DATA_JSON = """
import json, sys
from importlib.metadata import files
from jsonschema import Draft4Validator

listed = json.load(open(sys.argv[1], encoding="utf-8"))
(path,) = [
    file.locate() for file in files("ckanext-datajson")
    if str(file).endswith("pod_schema/non-federal-v1.1/dataset-non-federal.json")
]
validator = Draft4Validator(json.load(open(path, encoding="utf-8")))
whole = [fault.message for dataset in listed["dataset"] for fault in validator.iter_errors(dataset)]
spoilt = {**listed["dataset"][0], "modified": "last May"}
del spoilt["title"]
print(json.dumps([whole, sorted(fault.validator for fault in validator.iter_errors(spoilt))]))
"""
# The models that the Data Package standard's own project keeps.
DPLIB = """
import json, sys
from pathlib import Path
from dplib.models import Package
from dplib.plugins.ckan.models import CkanPackage
from dplib.plugins.dcat.models import DcatPackage

package = Package.from_text(Path(sys.argv[1]).read_text(encoding="utf-8"), format="json")
ckan, dcat = CkanPackage.from_dp(package), DcatPackage.from_dp(package)
read = DcatPackage.from_text(Path(sys.argv[2]).read_text(encoding="utf-8"), format="xml")
print(json.dumps({
    "package": [package.name, len(package.resources), package.profile],
    "ckan": [ckan.name, ckan.license_id, sorted({one.format for one in ckan.resources})],
    "dcat": [len(dcat.distributions), dcat.title],
    "read": [read.identifier, read.title, len(read.distributions)],
}))
"""
# Readers of the first and of the second version of Data Package.
PACKAGES = """
import json, sys
import datapackage, frictionless

old = datapackage.Package(sys.argv[1])
rows = old.get_resource("proposals").read(keyed=True, relations=True)
new = frictionless.validate(sys.argv[1])
print(json.dumps([old.valid, len(rows), new.valid, new.stats["errors"], new.stats["tasks"]]))
"""


def says(program: str, *arguments: object) -> Any:
    """What a program prints in the environment of other people's readers."""
    if not PYTHON.exists():
        pytest.skip("other people's readers are not installed (.venv-readers)")
    done = subprocess.run(
        [PYTHON, "-W", "ignore", "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "ModuleNotFoundError" in done.stderr:
        missing = done.stderr.strip().splitlines()[-1]
        pytest.skip(f"a reader is not installed in .venv-readers: {missing}")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def folder(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Releases, and beside them the catalogue in every language."""
    folder = tmp_path_factory.mktemp("read")
    settings, releases = publish_samples(sqlite_databases.fresh(folder), folder)
    listed = make_catalogue(settings, releases)
    (folder / "catalog.ttl").write_bytes(as_turtle(listed))
    (folder / "catalog.jsonld").write_bytes(as_json_ld(listed))
    (folder / "catalog.rdf").write_bytes(as_rdf_xml(listed))
    (folder / "data.json").write_bytes(as_data_json(listed))
    only = [release for release in releases if release.dataset == NEGOTIATIONS]
    (folder / "one.rdf").write_bytes(as_rdf_xml(make_catalogue(Settings(base_url=BASE), only)))
    made = tuple(WrittenFile(f"{NEGOTIATIONS}{end}", 1, "ab" * 32) for end in FORMATS)
    formats = make_catalogue(Settings(base_url=BASE), [replace(only[0], files=made)])
    (folder / "formats.ttl").write_bytes(as_turtle(formats))
    (folder / "formats.jsonld").write_bytes(as_json_ld(formats))
    (folder / "formats.rdf").write_bytes(as_rdf_xml(formats))
    return folder


@pytest.fixture(scope="session")
def descriptor(folder: Path) -> Path:
    return releases_folder(folder) / NEGOTIATIONS / "latest/datapackage.json"


@pytest.mark.parametrize(
    ("name", "notation"),
    [("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld"), ("catalog.rdf", "xml")],
)
def test_ckan_harvests_every_dataset(folder: Path, name: str, notation: str) -> None:
    found = {dataset["url"]: dataset for dataset in says(CKAN, folder / name, notation)}
    dataset = found[PAGE]
    extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
    resources = {resource["uri"]: resource for resource in dataset["resources"]}
    told = json.loads((folder / "data.json").read_text(encoding="utf-8"))

    assert set(found) == {listed["identifier"] for listed in told["dataset"]}
    assert {one["license_id"] for one in found.values()} == {"uk-ogl"}
    assert dataset["title"] == "Fictional: Negotiations of Exampleshire LAA 2007-10"
    assert dataset["notes"].startswith("What was asked, answered, advised and decided in the")
    assert {tag["name"] for tag in dataset["tags"]} > {"Exampleshire", "fictional"}
    assert {
        key: extras[key]
        for key in (
            *("identifier", "uri", "publisher_name", "contact_email", "temporal_start"),
            *("temporal_end", "spatial_text", "frequency"),
        )
    } == {
        "identifier": PAGE,
        "uri": f"{PAGE}#dataset",
        "publisher_name": "The Example Archive",
        "contact_email": "desk@archive.example",
        "temporal_start": "2006-06-01",
        "temporal_end": "2010-03-31",
        "spatial_text": "Exampleshire",
        "frequency": "irregular",
    }
    release = json.loads(
        (releases_folder(folder) / NEGOTIATIONS / "latest/release.json").read_text(encoding="utf-8")
    )
    (file,) = [file for file in release["files"] if file["path"] == "proposals.csv"]
    proposals = resources[f"{PAGE}#proposals.csv"]
    assert {
        key: proposals[key] for key in ("name", "url", "format", "mimetype", "size", "hash")
    } == {
        "name": "Proposals (CSV)",
        "url": f"{PAGE}latest/proposals.csv",
        "format": "CSV",
        "mimetype": "text/csv",
        "size": file["size"],
        "hash": file["sha256"],
    }
    assert proposals["hash_algorithm"] == "SHA-256"
    assert {one["format"] for one in resources.values()} >= {"CSV", "SQLite", "XLSX", "ZIP"}


@pytest.mark.parametrize(
    ("name", "notation"),
    [("formats.ttl", "turtle"), ("formats.jsonld", "json-ld"), ("formats.rdf", "xml")],
)
def test_ckan_shows_a_format_by_the_name_that_people_know(
    folder: Path, name: str, notation: str
) -> None:
    (dataset,) = says(CKAN, folder / name, notation)
    shown = {
        one["url"].removeprefix(f"{PAGE}latest/"): one["format"] for one in dataset["resources"]
    }

    assert shown == {f"{NEGOTIATIONS}{end}": label for end, label in FORMATS.items()}


def test_data_json_is_valid_by_the_schema_of_data_gov(folder: Path) -> None:
    whole, spoilt = says(DATA_JSON, folder / "data.json")

    assert whole == []
    assert spoilt == ["anyOf", "required"]


def test_the_standards_own_models_read_packages_and_the_catalogue(
    folder: Path, descriptor: Path
) -> None:
    told = says(DPLIB, descriptor, folder / "one.rdf")
    tables = len(json.loads(descriptor.read_text(encoding="utf-8"))["resources"])
    title = "Negotiations of Exampleshire"

    assert told["package"] == [
        NEGOTIATIONS,
        tables,
        "https://datapackage.org/profiles/2.0/datapackage.json",
    ]
    assert told["ckan"] == [NEGOTIATIONS, "OGL-UK-3.0", ["CSV"]]
    assert told["dcat"] == [tables, f"Fictional: {title} Local Area Agreement 2007-10"]
    assert told["read"][:2] == [f"{PAGE}#dataset", f"Fictional: {title} LAA 2007-10"]
    assert told["read"][2] > tables


def test_readers_of_both_versions_of_data_package_take_a_package(descriptor: Path) -> None:
    tables = len(json.loads(descriptor.read_text(encoding="utf-8"))["resources"])

    assert says(PACKAGES, descriptor) == [True, 11, True, 0, tables]
