"""Where a package's files lie: in a folder, or (see ``archive``) in a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from ingest.packages.archive import Archive, find_package_folder
from ingest.packages.limits import PackageLimits
from registry.errors import InvalidInput, Problem

DESCRIPTOR = "datapackage.json"
# Files of people who look for another door: these come in through a mapping.
TABLES = (".csv", ".tsv", ".xlsx", ".ods")


class Container(Protocol):
    """The files of one package."""

    @property
    def descriptor(self) -> str:
        """The name of the descriptor among the files."""

    def display_name(self, path: str) -> str:
        """Return a file's name as people see it."""

    def size(self, path: str) -> int | None:
        """Return a file's size in bytes, or None where there is no such file."""

    def open(self, path: str) -> IO[bytes]:
        """Return a file's bytes."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A package that lies in a folder."""

    folder: Path
    descriptor: str = DESCRIPTOR

    def display_name(self, path: str) -> str:
        """Return a file's name as people see it."""
        return str(self.folder / path)

    def size(self, path: str) -> int | None:
        """Return a file's size in bytes, or None where there is no such file of its own."""
        file = self.folder / path
        # A link could lead out of the package, to files of this machine.
        if any(step.is_symlink() for step in self._steps(path)) or not file.is_file():
            return None
        return file.stat().st_size

    def _steps(self, path: str) -> Iterator[Path]:
        step = self.folder
        for part in PurePosixPath(path).parts:
            step /= part
            yield step

    def open(self, path: str) -> IO[bytes]:
        """Return a file's bytes."""
        return (self.folder / path).open("rb")


@contextmanager
def open_container(path: Path, limits: PackageLimits) -> Iterator[Container]:
    """Provide the files of the package at ``path``: a folder, its descriptor, or a zip.

    Raises:
        InvalidInput: there is no package, or it is none that can be read safely.
    """
    if path.is_dir():
        yield Folder(path)
    elif path.suffix.lower() == ".json":
        yield Folder(path.parent, path.name)
    elif path.is_file() and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield Archive(str(path), archive, find_package_folder(str(path), archive, limits))
    else:
        raise InvalidInput([_no_package(path)])


def _no_package(path: Path) -> Problem:
    there = path.exists()
    return Problem(
        message="this is no data package" if there else "there is nothing here",
        remedy="Give a folder with a datapackage.json, that file itself, or a zip with it inside"
        + ("; a file of rows comes in with --map" if path.suffix.lower() in TABLES else ""),
        file=str(path),
    )
