"""Words are found in packed files, at any depth, and what cannot be unpacked is named."""

import bz2
import gzip
import io
import lzma
import os
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from publish.word_search.findings import Findings
from publish.word_search.folders import walk_files
from publish.word_search.streams import FileSearch

NAME = "Zoe Zanzibar"
TEXT = f"a,b\r\n1,{NAME}\r\n".encode()


def zipped(data: bytes, name: str = "people.csv") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def tarred(data: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        info = tarfile.TarInfo("people.csv")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def zstandard(data: bytes) -> bytes:
    packed = pyarrow.BufferOutputStream()
    with pyarrow.CompressedOutputStream(packed, "zstd") as stream:
        stream.write(data)
    return bytes(packed.getvalue().to_pybytes())


def parquet(data: bytes) -> bytes:
    packed = io.BytesIO()
    # Long texts have no statistics, in which the words would stand as they are.
    table = pyarrow.table({"text": [f"{'x' * 10_000} {data.decode()}"] * 3})
    pyarrow.parquet.write_table(table, packed, compression="zstd", write_statistics=False)
    return packed.getvalue()


def database(data: bytes, tmp_path: Path) -> bytes:
    """A SQLite file in which the words lie across two pages."""
    path = tmp_path / "made.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE people (text)")
        for before in range(0, 5_000, 10):
            text = "x" * before + data.decode() + "y" * (9_000 - before)
            connection.execute("INSERT INTO people VALUES (?)", [text])
        connection.commit()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("pack", "place"),
    [
        (lambda data: data, ""),
        (zipped, ": people.csv"),
        (lambda data: zipped(zipped(data), "inner.zip"), ": inner.zip: people.csv"),
        (gzip.compress, ": unpacked"),
        (bz2.compress, ": unpacked"),
        (lzma.compress, ": unpacked"),
        (zstandard, ": unpacked"),
        (lambda data: gzip.compress(tarred(zipped(data))), ": unpacked: people.csv: people.csv"),
        (lambda data: data.decode().encode("utf-16"), ": read as UTF-16"),
        (parquet, ""),
        (lambda data: zipped(parquet(data), "people.parquet"), ": people.parquet"),
    ],
    ids=[
        "plain",
        "zip",
        "zip in zip",
        "gz",
        "bz2",
        "xz",
        "zst",
        "tar.gz",
        "utf-16",
        "parquet",
        "in zip",
    ],
)
def test_words_are_found_in_packed_files(
    files: FileSearch,
    findings: Findings,
    tmp_path: Path,
    pack: Callable[[bytes], bytes],
    place: str,
) -> None:
    path = tmp_path / "file"
    path.write_bytes(pack(TEXT))

    files.search_file("file", path, "remedy")

    assert f"file{place}" in {one.place for one in findings.found}
    assert findings.unsearched == []
    assert list(files.scratch.iterdir()) == []


@pytest.mark.parametrize("packed", [False, True])
def test_words_across_two_pages_of_a_database_are_found(
    files: FileSearch, findings: Findings, tmp_path: Path, packed: bool
) -> None:
    path = tmp_path / "file"
    data = database(NAME.encode(), tmp_path)
    path.write_bytes(zipped(data, "people.sqlite") if packed else data)

    files.search_file("file", path, "remedy")

    assert [one.count for one in findings.found] == [500]
    assert data.count(NAME.encode()) < 500


def test_words_in_the_name_of_a_file_are_found_and_not_shown(
    files: FileSearch, findings: Findings, tmp_path: Path
) -> None:
    path = tmp_path / "Zoe Zanzibar.csv"
    path.write_bytes(b"a")

    files.search_file(path.name, path, "remedy")

    assert [one.place for one in findings.found] == ["the name of [phrase 1].csv"]


@pytest.mark.parametrize(
    "data",
    [
        zipped(os.urandom(10_000))[:-100],
        gzip.compress(TEXT * 1_000)[:-20],
        b"PAR1" + b"x" * 100 + b"PAR1",
        b"SQLite format 3\x00" + b"x" * 100,
        zipped(zipped(zipped(zipped(zipped(zipped(TEXT)))))),
    ],
    ids=["zip", "gz", "parquet", "sqlite", "too deep"],
)
def test_what_cannot_be_unpacked_is_named(
    files: FileSearch, findings: Findings, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)

    files.search_file("file", path, "remedy")

    (((place, why)),) = findings.unsearched
    assert place.startswith("file")
    assert why


def test_each_file_is_walked_once_and_pipes_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "releases/1.0.0").mkdir(parents=True)
    (tmp_path / "releases/1.0.0/a.csv").write_bytes(TEXT)
    (tmp_path / "releases/latest").symlink_to("1.0.0")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to("missing")
    os.mkfifo(tmp_path / "pipe")

    assert list(walk_files(tmp_path, set())) == [tmp_path / "releases/1.0.0/a.csv"]
