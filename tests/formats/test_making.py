"""All formats are made of the CSV files: the same again, and never with other rows."""

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from opendata import Dataset, WrittenFile
from publish import read_release
from publish.formats import write_formats
from registry import Damaged
from tests.formats.canon import tables

REGISTRY = Dataset("registry", "", "", whole=True)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def canon(folder: Path, to: Path) -> tuple[Path, list[WrittenFile]]:
    """Copy a package as it is before its formats are made; give also what was written of it."""
    release = read_release(folder)
    assert release is not None
    to.mkdir()
    written = [file for file in release.files if file.rows is not None]
    for name in ("datapackage.json", *(file.path for file in written)):
        shutil.copy(folder / name, to)
    return to, written


def test_the_same_files_give_the_same_bytes_again(folder: Path, tmp_path: Path) -> None:
    copy, written = canon(folder, tmp_path / "copy")

    made = write_formats(copy, REGISTRY, written)

    again = digests(copy)
    assert {file.path: file.sha256 for file in made}.items() <= again.items()
    assert again.items() <= digests(folder).items()


def test_a_release_lists_every_format_with_its_hash(folder: Path) -> None:
    release = read_release(folder)
    assert release is not None
    listed = {file.path: file.sha256 for file in release.files}
    formats = ("registry-ndjson.zip", "registry.sqlite", "registry.xlsx", "areas.parquet")

    for name in (*formats, "csv-metadata.json", "croissant.json", "dictionary.md"):
        assert listed[name] == sha256((folder / name).read_bytes()).hexdigest()
    # Rows are counted once: in the CSV files.
    counted = {file.path for file in release.files if file.rows is not None}
    assert counted == {f"{table}.csv" for table in tables(folder)}


def test_a_format_that_lost_rows_is_a_fault(folder: Path, tmp_path: Path) -> None:
    copy, written = canon(folder, tmp_path / "copy")
    wrong = [replace(file, rows=10) if file.path == "areas.csv" else file for file in written]

    with pytest.raises(Damaged, match=r"^registry/areas\.parquet: it holds 9 rows of areas, "):
        write_formats(copy, REGISTRY, wrong)
