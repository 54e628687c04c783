"""A published package is whole, described, and what others expect of one."""

import csv
import json
import shutil
import zipfile
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import Package

from publish import find_latest, list_latest_releases
from publish.package.audit_worker import find_faults
from registry.acts import ACTS

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT.parent / "shared/standards/datapackage-2.0/datapackage.json"
DATASETS = ("registry", "negotiations-exs-laa-2007")


def descriptor(releases: Path, dataset: str) -> dict[str, Any]:
    text = (releases / dataset / "latest/datapackage.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def rows(releases: Path, dataset: str, name: str) -> list[dict[str, str]]:
    path = releases / dataset / f"latest/{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_dataset_has_a_latest_release(releases: Path) -> None:
    assert [release.dataset for release in list_latest_releases(releases)] == list(DATASETS)


@pytest.mark.parametrize("dataset", DATASETS)
def test_frictionless_finds_it_valid_as_folder_and_as_zip(releases: Path, dataset: str) -> None:
    folder = (releases / dataset / "latest").resolve()

    for path in (folder / "datapackage.json", folder / f"{dataset}.zip"):
        report = Package(str(path)).validate()
        assert report.valid, report.to_summary()


@pytest.mark.skipif(not PROFILE.exists(), reason="the official profiles are not at hand")
@pytest.mark.parametrize("dataset", DATASETS)
def test_the_official_profile_of_the_second_version_accepts_it(
    releases: Path, dataset: str
) -> None:
    told = descriptor(releases, dataset)
    validator = jsonschema.Draft7Validator(json.loads(PROFILE.read_text(encoding="utf-8")))

    assert list(validator.iter_errors(told)) == []
    del told["resources"][0]["name"]
    told["licenses"] = []
    assert len(list(validator.iter_errors(told))) == 2


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_descriptor_says_size_and_hash_of_every_table(releases: Path, dataset: str) -> None:
    for resource in descriptor(releases, dataset)["resources"]:
        data = (releases / dataset / "latest" / resource["path"]).read_bytes()

        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"


@pytest.mark.parametrize("dataset", DATASETS)
def test_whatever_a_row_names_stands_in_the_same_package(releases: Path, dataset: str) -> None:
    keys = 0
    for resource in descriptor(releases, dataset)["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            [column], target = key["fields"], key["reference"]["resource"] or resource["name"]
            known = {row["reference"] for row in rows(releases, dataset, target)}
            named = {row[column] for row in rows(releases, dataset, resource["name"])} - {""}
            assert named <= known
            keys += 1

    assert keys > 40


def test_every_column_that_names_a_record_is_a_foreign_key(releases: Path) -> None:
    naming = {
        (resource["name"], *key["fields"])
        for resource in descriptor(releases, DATASETS[1])["resources"]
        for key in resource["schema"].get("foreignKeys", ())
    }

    assert {("proposals", "target"), ("proposals", "pool"), ("targets", "measure")} <= naming
    assert {("partners", "parent"), ("areas", "within"), ("citations", "advice")} <= naming


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_zip_holds_the_same_files(releases: Path, dataset: str) -> None:
    folder = releases / dataset / "latest"
    release = find_latest(releases, dataset)
    assert release is not None

    with zipfile.ZipFile(folder / f"{dataset}.zip") as zipped:
        assert zipped.testzip() is None
        held = {name: zipped.read(name) for name in zipped.namelist()}
        # Folder and zip each have the sums of what lies there.
        assert held.pop("SHA256SUMS") != (folder / "SHA256SUMS").read_bytes()
        assert held == {
            file.path: (folder / file.path).read_bytes()
            # Beside the zip lie the other formats, which are not in it.
            for file in takewhile(lambda file: file.path != release.archive, release.files)
        }
        assert {info.date_time for info in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in zipped.infolist()} == {3}


def test_every_text_says_that_the_records_are_fictional(releases: Path) -> None:
    told = descriptor(releases, "registry")
    readme = (releases / "registry/latest/README.md").read_text(encoding="utf-8")
    records = [r["name"] for r in told["resources"] if r["name"] in ACTS]
    count = sum(len(rows(releases, "registry", name)) for name in records)

    assert told["title"] == "Fictional: Answerable: the whole registry"
    assert told["answerable:standings"] == {
        "VERBATIM": 0,
        "RESTATED": 0,
        "FICTIONAL": count,
        "SYNTHETIC": 0,
    }
    assert "All of it is FICTIONAL" in told["description"]
    assert "**All of it is FICTIONAL" in readme


def test_the_ledger_is_told_by_place_and_hash_without_its_words(releases: Path) -> None:
    entries = rows(releases, "registry", "entries")
    release = find_latest(releases, "registry")
    assert release is not None

    assert [int(entry["number"]) for entry in entries] == list(range(1, release.entry + 1))
    assert list(entries[0]) == [
        *("number", "recorded_at", "actor", "act", "about_kind", "about", "hash", "redacted")
    ]
    assert descriptor(releases, "registry")["answerable:ledger"] == {
        "entry": release.entry,
        "root": release.root,
        "recorded_at": release.recorded_at,
    }


@pytest.mark.parametrize(
    "name", ["proposals.csv", "partners.csv", "datapackage.json", f"{DATASETS[1]}.zip"]
)
def test_a_flipped_byte_is_found_by_the_audit(releases: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "package"
    shutil.copytree((releases / DATASETS[1] / "latest").resolve(), folder)
    assert list(find_faults(folder)) == []

    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)

    assert list(find_faults(folder)) != []


def test_a_table_that_the_descriptor_leaves_out_is_found_by_the_audit(
    releases: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "package"
    shutil.copytree((releases / DATASETS[1] / "latest").resolve(), folder)
    (folder / "smuggled.csv").write_text("reference\r\n")

    assert [fault.place for fault in find_faults(folder)] == ["package/smuggled.csv"]


def test_a_name_without_its_record_is_found_by_the_audit(releases: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    shutil.copytree((releases / DATASETS[1] / "latest").resolve(), folder)
    told = descriptor(releases, DATASETS[1])
    table = (folder / "requests.csv").read_text(encoding="utf-8").replace(",EXS-P1,", ",EXS-P0,")
    (folder / "requests.csv").write_text(table, encoding="utf-8", newline="")
    for resource in told["resources"]:
        resource["hash"] = f"sha256:{sha256((folder / resource['path']).read_bytes()).hexdigest()}"
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / f"{DATASETS[1]}.zip").unlink()

    found = list(find_faults(folder))

    assert {fault.place for fault in found} == {"package/requests.csv"}
    assert 'values "EXS-P0" not found in the lookup table "proposals"' in found[0].says
