"""Our zip files are read by everybody."""

import io
import zipfile

import pytest

from publish import zip_writer
from publish.zip_writer import ZipWriter


def written(files: dict[str, list[bytes]]) -> bytes:
    buffer = io.BytesIO()
    with ZipWriter(buffer) as zipped:
        for name, chunks in files.items():
            member = zipped.begin_member(name)
            for chunk in chunks:
                member.write(chunk)
            member.finish()
    return buffer.getvalue()


def test_the_standard_library_reads_what_was_written() -> None:
    files = {"a.csv": [b"a,b\r\n", b"1,2\r\n" * 10_000], "empty.csv": [], "LLŷN.md": [b"words"]}

    with zipfile.ZipFile(io.BytesIO(written(files))) as zipped:
        assert zipped.testzip() is None
        assert {name: zipped.read(name) for name in zipped.namelist()} == {
            name: b"".join(chunks) for name, chunks in files.items()
        }
        assert zipped.getinfo("a.csv").compress_size < 1_000


def test_the_same_files_are_the_same_bytes() -> None:
    lines = [f"{number},{number**2}\r\n".encode() for number in range(200_000)]

    whole = written({"a": [b"".join(lines)]})

    assert whole == written({"a": lines})
    assert whole == written({"a": [b"".join(lines[:7]), b"", b"".join(lines[7:])]})


def test_a_short_header_does_not_make_a_small_table_large() -> None:
    rows = [f"EXS-{number},A target of no great length,2007-04-01\r\n" for number in range(50)]

    zipped = written({"a.csv": [b"reference,title,from\r\n", "".join(rows).encode()]})

    assert len(zipped) < 600


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_writer, "LIMIT", 100)

    with pytest.raises(ValueError, match=r"a\.csv is too large"):
        written({"a.csv": [bytes(101)]})
