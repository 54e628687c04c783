"""A spreadsheet is a zip: it is examined before anything of it is unpacked."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ingest.files.limits import TableLimits
from registry.errors import InvalidInput, Problem

# What is small cannot do harm by unpacking well: an empty sheet does so a hundredfold.
SMALL = 1_000_000


def check_zip(archive: ZipFile, limits: TableLimits) -> None:
    """Make sure that a zip can be unpacked safely.

    Raises:
        InvalidInput: it is too large, or holds what no spreadsheet needs.
    """
    members = archive.infolist()
    problems = [
        Problem(message=message, remedy=remedy)
        for message, remedy in (*_exceeds_limits(members, limits), *_unsafe_member(members))
    ]
    if problems:
        raise InvalidInput(problems[:20])


def _exceeds_limits(members: list[ZipInfo], limits: TableLimits) -> Iterator[tuple[str, str]]:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    remedy = "Save only the sheet that is to be imported, or save it as CSV"
    if len(members) > limits.zip_entries:
        yield (
            f"the spreadsheet holds {len(members):,} files, more than {limits.zip_entries}",
            remedy,
        )
    if unpacked > limits.zip_bytes:
        yield (
            f"the spreadsheet unpacks to {unpacked:,} bytes, more than {limits.zip_bytes:,}",
            remedy,
        )
    if unpacked > SMALL and unpacked > packed * limits.zip_ratio:
        yield f"the spreadsheet unpacks to more than {limits.zip_ratio} times its size", remedy


def _unsafe_member(members: list[ZipInfo]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    remedy = "Save it again with a spreadsheet program"
    for member in members:
        name = member.filename
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            yield f"the spreadsheet holds {name!r}, which leads out of it", remedy
        elif stat.S_ISLNK(member.external_attr >> 16):
            yield f"the spreadsheet holds {name!r}, which is a link", remedy
        elif name in seen:
            yield f"the spreadsheet holds {name!r} twice", remedy
        elif member.flag_bits & 1:
            yield "the spreadsheet has a password", "Save it without one"
        elif member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield f"{name!r} in the spreadsheet is compressed in an unusual way", remedy
        seen.add(name)
