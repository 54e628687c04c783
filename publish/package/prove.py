"""``prove``: the files that lead from each row to the root of the ledger's tree."""

from __future__ import annotations

from dataclasses import dataclass, replace

from opendata import WrittenFile
from publish.package.describe import DescribedPackage
from publish.package.package_files import write_file


@dataclass(frozen=True, slots=True)
class ProvenPackage:
    """A package that proves itself, its sums aside: ``files`` are all of its files, in order."""

    package: DescribedPackage
    files: tuple[WrittenFile, ...]


def prove(package: DescribedPackage) -> ProvenPackage:
    """Write redactions, entries, leaves, tree, counts, checkpoint and public keys."""
    draft, proof = package.draft, package.release.proof
    connection, dataset, content = draft.snapshot.connection, draft.dataset, draft.content
    proving = [
        # What proves the rows is not counted among them.
        replace(write_file(draft.folder / name, chunks), rows=None)
        for name, chunks in proof.make_files(connection, dataset, content, package.files)
    ]
    return ProvenPackage(package, (*package.files.values(), *proving))
