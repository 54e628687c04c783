"""Releases made to hide something from whoever reads them, or to stop whoever verifies them."""

import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from publish.proof import check_citation, check_release
from publish.proof.bounded_rows import ROW
from publish.proof.seal import format_sums
from publish.zip_writer import ZipWriter
from registry import Damaged, Settings
from registry.ledger import EMPTY_ROOT
from registry.signing import Checkpoint, Signer, locate_key, read_signer
from tests.proof.releasing import release
from tests.registry.world import World
from tests.support.databases import SqliteDatabases

FORGED = b"reference,title\r\nT1,Forged title that nobody recorded\r\n"


@pytest.fixture
def key(published: Path) -> Signer:
    return read_signer(locate_key(Settings(data_dir=published)))


@pytest.fixture
def genuine(published: Path, tmp_path: Path) -> Path:
    """The zip of a signed release, without the signature beside it."""
    return Path(shutil.copy(published / "releases/registry/latest/registry.zip", tmp_path))


def local_entry(name: bytes, data: bytes) -> bytes:
    """A file as a zip has it, stored, that no directory lists."""
    crc = zlib.crc32(data)
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, crc, *[len(data)] * 2, len(name), 0)
    return head + name + data


def put_before(data: bytes) -> bytes:
    """Prepend a file, and let the directory say so: this is how the library reads it."""
    hidden = local_entry(b"targets.csv", FORGED)
    return hidden + moved(data, len(hidden))


def moved(data: bytes, by: int) -> bytes:
    """A zip whose directory and offsets are right for bytes put before it."""
    *end, length, start, comment = struct.unpack("<4s4H2LH", data[-22:])
    directory, at = bytearray(data[start : start + length]), 0
    while at < length:
        name = struct.unpack_from("<H", directory, at + 28)[0]
        offset = struct.unpack_from("<L", directory, at + 42)[0]
        struct.pack_into("<L", directory, at + 42, offset + by)
        at += 46 + name
    tail = struct.pack("<4s4H2LH", *end, length, start + by, comment)
    return data[:start] + bytes(directory) + tail


def between(data: bytes) -> bytes:
    """Put a file between the last one and the directory."""
    hidden = local_entry(b"targets.csv", FORGED)
    *end, length, start, comment = struct.unpack("<4s4H2LH", data[-22:])
    tail = struct.pack("<4s4H2LH", *end, length, start + len(hidden), comment)
    return data[:start] + hidden + data[start:-22] + tail


def comment(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", 1_000) + b"x" * 1_000


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (lambda data: local_entry(b"targets.csv", FORGED) + data, "lies before its end"),
        (put_before, "lies before it that belongs to no file"),
        (between, "between its files and its directory"),
        (comment, "something lies behind its end"),
        (lambda data: data + b"\0", "something lies behind its end"),
    ],
)
def test_nothing_hides_in_a_zip(
    genuine: Path, key: Signer, forge: Callable[[bytes], bytes], why: str
) -> None:
    assert check_release(genuine, key.verifier).zip_signed is False
    genuine.write_bytes(forge(genuine.read_bytes()))

    with pytest.raises(Damaged, match=why):
        check_release(genuine, key.verifier)


def test_no_bytes_follow_those_of_a_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "made.zip"
    with path.open("wb") as file, ZipWriter(file) as archive:
        member = archive.begin_member("SHA256SUMS")
        member.write(b"x" * 100)
        member.finish()
        file.write(b"hidden")
        member.packed += len(b"hidden")
        here = file.tell()
        file.seek(18)
        file.write(struct.pack("<L", member.packed))
        file.seek(here)

    with pytest.raises(Damaged, match="its packed bytes are not those of one file of its size"):
        check_release(path)


def made_of(folder: Path, **files: bytes) -> Path:
    """An unsigned release of some files with their sums."""
    folder.mkdir()
    named = {name.replace("__", "."): data for name, data in files.items()}
    for name, data in named.items():
        (folder / name).write_bytes(data)
    sums = {name: sha256(data).hexdigest() for name, data in named.items()}
    (folder / "SHA256SUMS").write_text(format_sums(sums))
    return folder


def checkpoint(size: int) -> bytes:
    return Checkpoint("registry.example/log", size, EMPTY_ROOT).text().encode()


@pytest.mark.parametrize(
    "line", [b"0," * (ROW // 2 + 10), b'"\n",' * (ROW // 4 + 10), b"0" * (ROW + 10)]
)
def test_a_row_without_end_is_not_read_to_its_end(tmp_path: Path, line: bytes) -> None:
    tree = b"start,end,hash\r\n" + line
    folder = made_of(tmp_path / "release", checkpoint=checkpoint(1), tree__csv=tree)

    with pytest.raises(
        Damaged, match=r"^tree.csv: it cannot be read: (a row of it has more|field)"
    ):
        check_release(folder)


def test_a_zip_of_thousands_of_files_is_no_release(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3_000):
            archive.writestr(f"f{number}", b"")

    with pytest.raises(Damaged, match="it has 3,000 files: no release has more than 2,000"):
        check_release(path)


def test_a_zip_that_unpacks_to_far_more_is_no_release(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tree.csv", b"0" * (80 << 20))

    with pytest.raises(Damaged, match=r"^tree.csv: it unpacks to more than 200 times"):
        check_release(path)


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 100_000, b'{"rows": null}', b"[]"])
def test_odd_json_is_told_in_a_sentence(published: Path, tmp_path: Path, deep: bytes) -> None:
    for name in ("datapackage.json", "rows.json"):
        folder = tmp_path / name
        shutil.copytree(published / "releases/registry/latest", folder)
        for extra in ("SHA256SUMS.minisig", "log.pub", "release.json"):
            (folder / extra).unlink()
        (folder / name).write_bytes(deep)
        sums = {
            path.name: sha256(path.read_bytes()).hexdigest()
            for path in folder.iterdir()
            if path.name != "SHA256SUMS"
        }
        (folder / "SHA256SUMS").write_text(format_sums(sums))

        with pytest.raises(Damaged, match=rf"^{name}: it "):
            check_release(folder)


def test_a_citation_of_nothing_proves_nothing() -> None:
    text = json.dumps(
        {
            "form": "answerable-citation/1",
            "checkpoint": checkpoint(0).decode(),
            "key": "",
            "entries": [],
        }
    )

    with pytest.raises(Damaged, match=r"^entries: it cites no entry"):
        check_citation(text)
    with pytest.raises(Damaged, match=r"^the file: it cannot be read as a citation"):
        check_citation('{"form": "answerable-citation/1", "entries": ' + "[" * 100_000)


def test_an_unsigned_release_of_nothing_proves_nothing(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    world = World(sqlite_databases.fresh(tmp_path))
    with closing(world.registry):
        folder = release(world.registry, Settings(data_dir=tmp_path))

    with pytest.raises(Damaged, match=r"^checkpoint: nobody signed it, and no entry is in it$"):
        check_release(folder)
