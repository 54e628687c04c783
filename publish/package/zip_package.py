"""``zip``: the whole package in one file, with sums and a signature of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from opendata import WrittenFile
from publish.package.describe import DescribedPackage
from publish.package.package_files import measure_file, write_text
from publish.package.prove import ProvenPackage
from publish.proof.seal import read_chunks
from publish.zip_writer import ZipWriter


@dataclass(frozen=True, slots=True)
class ZippedPackage:
    """A package and its zip: ``files`` are the package's, then the zip and what signs it."""

    package: DescribedPackage
    files: tuple[WrittenFile, ...]


def zip_package(proven: ProvenPackage) -> ZippedPackage:
    """Write the zip of all files, and sign it if there is a key."""
    package = proven.package
    archive = package.draft.folder / f"{package.draft.dataset.name}.zip"
    with archive.open("wb") as file, ZipWriter(file) as zipped:
        for written in proven.files:
            zipped.add_file(written.path, read_chunks(archive.with_name(written.path)))
        # The folder gets sums of its own, since more lies there than in the zip.
        for name, text in _make_sums(proven):
            zipped.add_file(name, [text.encode()])
    return ZippedPackage(
        package, (*proven.files, measure_file(archive), *_sign_zip(archive, package))
    )


def _make_sums(proven: ProvenPackage) -> Iterator[tuple[str, str]]:
    proof = proven.package.release.proof
    return proof.seal.sign_sums(proven.files, proof.make_comment(proven.package.draft.dataset))


def _sign_zip(archive: Path, package: DescribedPackage) -> Iterator[WrittenFile]:
    proof = package.release.proof
    for name, text in proof.seal.sign_file(archive, proof.make_comment(package.draft.dataset)):
        yield write_text(archive.with_name(name), text)
