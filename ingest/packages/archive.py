"""A package in a zip, examined before anything of it is unpacked."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ingest.packages.limits import PackageLimits
from registry.errors import InvalidInput, Problem

DESCRIPTOR = "datapackage.json"
# What is small cannot do harm by unpacking well.
SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Archive:
    """A package that lies in a zip, at the top (``top`` is empty) or in one folder of it."""

    place: str
    archive: ZipFile
    top: str
    descriptor: str = DESCRIPTOR

    def display_name(self, path: str) -> str:
        """Return a file's name as people see it."""
        return f"{self.place}/{self.top}{path}"

    def size(self, path: str) -> int | None:
        """Return a file's size in bytes once unpacked, or None where there is no such file."""
        try:
            return self.archive.getinfo(self.top + path).file_size
        except KeyError:
            return None

    def open(self, path: str) -> IO[bytes]:
        """Return a file's bytes, unpacked while they are read."""
        return self.archive.open(self.top + path)


def find_package_folder(place: str, archive: ZipFile, limits: PackageLimits) -> str:
    """Return the folder of a zip in which its package lies: empty, or ending in a slash.

    Raises:
        InvalidInput: the zip is none that can be read safely, or holds no package.
    """
    members = archive.infolist()
    wrong = [*_too_much(members, limits), *_unsafe(members)]
    tops = [
        member.filename.removesuffix(DESCRIPTOR)
        for member in members
        if PurePosixPath(member.filename).name == DESCRIPTOR and member.filename.count("/") <= 1
    ]
    if not wrong and len(tops) != 1:
        count = "no" if not tops else f"{len(tops)}"
        wrong.append((f"the zip holds {count} {DESCRIPTOR}", "Put one at its top or in one folder"))
    if wrong:
        raise InvalidInput(
            Problem(message=message, remedy=remedy, file=place) for message, remedy in wrong
        )
    return tops[0]


def _too_much(members: list[ZipInfo], limits: PackageLimits) -> Iterator[tuple[str, str]]:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members:
        yield (
            f"the zip holds {len(members):,} files, more than {limits.members:,}",
            "Zip only the package",
        )
    if unpacked > limits.total_bytes:
        yield (
            f"the zip unpacks to {unpacked:,} bytes, more than {limits.total_bytes:,}",
            "Divide the package into smaller ones",
        )
    if unpacked > SMALL and unpacked > packed * limits.ratio:
        yield (
            f"the zip unpacks to more than {limits.ratio} times its size",
            "Give the package unzipped, as a folder, if it is trusted",
        )


def _unsafe(members: list[ZipInfo]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for member in members:
        name = member.filename
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            yield f"{name!r} leads out of the zip", "Zip files under plain relative names"
        elif stat.S_ISLNK(member.external_attr >> 16):
            yield f"{name!r} is a link", "Zip the file that it leads to"
        elif name in seen:
            yield f"{name!r} is in the zip twice", "Zip every file once"
        elif member.flag_bits & 1:
            yield f"{name!r} is encrypted", "Zip it without a password"
        elif member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield f"{name!r} is compressed in an unusual way", "Zip it with deflate"
        seen.add(name)
