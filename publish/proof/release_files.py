"""The files of a release as somebody received them: in a folder, or in a zip."""

from __future__ import annotations

import csv
import io
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

from publish.proof.bounded_rows import BoundedLines
from publish.proof.zip_layout import MEMBERS, check_layout
from publish.releases.tombstones import Tombstone, read_tombstone
from registry import Damaged, InvalidInput, Problem

SMALL = 8 << 20
"""The most bytes of a file that is read as a whole."""
CHUNK = 1 << 20
# All that the standard library says of a damaged zip or table.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, csv.Error, ValueError, OverflowError),
    *(EOFError, KeyError, RuntimeError, OSError, MemoryError, sqlite3.Error),
)


class ReleaseFiles(Protocol):
    """The files of one release, none of which is trusted."""

    @property
    def place(self) -> str:
        """Where they lie, as people see it."""

    def list_names(self) -> list[str]:
        """Return the names of all files."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file's bytes."""


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """A release that lies in a folder."""

    folder: Path

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    def list_names(self) -> list[str]:
        """Return the names of everything in the folder."""
        names = [path.name for path in islice(self.folder.iterdir(), MEMBERS + 1)]
        if len(names) > MEMBERS:
            raise Damaged(str(self.folder), f"no release has more than {MEMBERS:,} files")
        return names

    def open(self, name: str) -> IO[bytes]:
        """Open a file's bytes; links are not followed, since they could lead anywhere."""
        path = self.folder / name
        if path.is_symlink() or not path.is_file():
            raise Damaged(name, "it is no file")
        return path.open("rb")


@dataclass(frozen=True, slots=True)
class ZipFiles:
    """A release that lies in a zip."""

    path: Path
    archive: zipfile.ZipFile

    @property
    def place(self) -> str:
        """The zip."""
        return str(self.path)

    def list_names(self) -> list[str]:
        """Return the names of all members, each as often as it occurs."""
        return self.archive.namelist()

    def open(self, name: str) -> IO[bytes]:
        """Open a file's bytes, unpacked while they are read."""
        return self.archive.open(name)


@contextmanager
def open_release(path: Path) -> Iterator[ReleaseFiles]:
    """Open a release in a folder or a zip.

    Raises:
        InvalidInput: there is neither, or the release was withdrawn.
        Damaged: the zip cannot be unpacked.
    """
    if path.is_dir():
        gone = read_tombstone(path)
        if gone:
            raise InvalidInput([_describe_withdrawal(gone, path)])
        yield FolderFiles(path)
    elif path.is_file():
        with report_unreadable(path):
            check_layout(path)
            archive = zipfile.ZipFile(path)
        with archive:
            yield ZipFiles(path, archive)
    else:
        remedy = "Name a release's folder or zip, or a proof that `answerable cite` wrote"
        raise InvalidInput([Problem("there is nothing to verify", remedy, value=str(path))])


def _describe_withdrawal(stone: Tombstone, path: Path) -> Problem:
    problem = f"release {stone.version} was withdrawn at {stone.withdrawn_at}: {stone.why}"
    instead = f"Release {stone.replaced_by} took its place" if stone.replaced_by else "Take another"
    return Problem(problem, instead, value=str(path))


@contextmanager
def report_unreadable(place: object) -> Iterator[None]:
    """Say in one sentence where bytes cannot be what they should be."""
    try:
        yield
    except _UNREADABLE as error:
        raise Damaged(str(place), f"it cannot be read: {error}") from error


def read_text(files: ReleaseFiles, name: str) -> str:
    """Read a small file as a whole.

    Raises:
        Damaged: it is missing, too large, or no text.
    """
    with report_unreadable(name), files.open(name) as file:
        data = file.read(SMALL + 1)
        if len(data) > SMALL:
            raise Damaged(name, "it is too large")
        return data.decode()


def read_rows(
    files: ReleaseFiles, name: str, header: Sequence[str] | None = None
) -> Iterator[list[str]]:
    """Yield the rows of a table, its header first unless it must be ``header``.

    Raises:
        Damaged: with the line that cannot be read.
    """
    width = 0
    with (
        report_unreadable(name),
        files.open(name) as file,
        io.TextIOWrapper(file, encoding="utf-8", newline="") as text,
    ):
        lines = BoundedLines(text)
        for row in csv.reader(lines, strict=True):
            lines.begin_row()
            if width == 0:
                width = len(row)
                if header is None:
                    yield row
                elif row != list(header):
                    raise Damaged(name, f"its columns are not {', '.join(header)}")
            elif len(row) != width:
                raise Damaged(f"{name} row {row[0] if row else ''}", "it has too few or many cells")
            else:
                yield row
    if width == 0:
        raise Damaged(name, "it is empty")
