"""``convert``: the same tables in other formats, which lie beside the zip."""

from __future__ import annotations

from dataclasses import dataclass

from opendata import WrittenFile
from publish.formats import write_formats
from publish.package.describe import DescribedPackage
from publish.package.zip_package import ZippedPackage


@dataclass(frozen=True, slots=True)
class ConvertedPackage:
    """A package in all formats: ``files`` are all that lie in its folder, in order."""

    package: DescribedPackage
    files: tuple[WrittenFile, ...]


def convert(zipped: ZippedPackage) -> ConvertedPackage:
    """Write the other formats, made of the CSV files.

    Raises:
        Damaged: a format does not hold the rows that the CSV files hold.
    """
    draft = zipped.package.draft
    formats = write_formats(draft.folder, draft.dataset, zipped.files)
    return ConvertedPackage(zipped.package, (*zipped.files, *formats))
