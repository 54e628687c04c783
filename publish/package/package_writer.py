"""The fused pass: lines out of the database into a file, its SHA-256 and the zip, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import orjson
from sqlalchemy import Connection

import opendata
from opendata import Content, Dataset, Edition, Written
from publish.proof import Proof, Seal
from publish.zip_writer import ZipWriter

CHANGES = "changes.json"
END = "\r\n"
_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
Rows = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Named:
    """What a package is called once its tables are known: edition, reason, proof, changes."""

    edition: Edition
    why: str
    proof: Proof
    changes: Iterable[bytes]


def write(
    connection: Connection,
    dataset: Dataset,
    content: Content,
    folder: Path,
    *,
    named: Callable[[Mapping[str, Written]], Named],
    rows: Rows,
) -> tuple[list[Written], Named]:
    """Write a dataset's package into an empty folder, unzipped and zipped.

    ``named`` is asked, once the tables lie there, what all the rest is to say.

    Returns:
        What was written, in the zip's order; the zip itself, and what signs it, come last. And
        what ``named`` said.
    """
    archive = folder / f"{dataset.name}.zip"
    written: dict[str, Written] = {}
    with archive.open("wb") as file, ZipWriter(file) as zipped:
        for resource in dataset.resources():
            lines = resource.lines(connection, content.only(resource))
            path = folder / f"{resource.name}.csv"
            chunks = _csv(resource.header(), lines, rows)
            written[resource.name] = _write(path, chunks, zipped)
        name = named(written)
        proof = name.proof
        texts = _texts(connection, dataset, content, written, name.edition)
        for path_name, text in texts.items():
            written[path_name] = _write(folder / path_name, [(text.encode(), 0)], zipped)
        changes = ((chunk, 0) for chunk in name.changes)
        written[CHANGES] = _write(folder / CHANGES, changes, zipped)
        for path_name, proving in proof.files(connection, dataset, content, written):
            # What proves the rows is not counted among them.
            written[path_name] = replace(_write(folder / path_name, proving, zipped), rows=None)
        # The folder gets sums of its own, since more lies there than in the zip.
        for path_name, text in proof.seal.sums(written.values(), proof.says(dataset)):
            _add(path_name, text, zipped)
    signed = _signed(archive, proof.seal, proof.says(dataset))
    return [*written.values(), _seen(archive), *signed], name


def _texts(
    connection: Connection,
    dataset: Dataset,
    content: Content,
    written: Mapping[str, Written],
    edition: Edition,
) -> dict[str, str]:
    sources = opendata.sources(connection, content)
    told = opendata.descriptor(dataset, content, written, sources, edition)
    return {
        "datapackage.json": orjson.dumps(told, option=_READABLE).decode(),
        "README.md": opendata.readme(dataset, content, written, edition),
        "LICENCE.md": opendata.licence(edition.licence),
    }


def _add(name: str, text: str, zipped: ZipWriter) -> None:
    member = zipped.member(name)
    member.write(text.encode())
    member.finish()


def _signed(archive: Path, seal: Seal, says: str) -> Iterator[Written]:
    for name, text in seal.signature(archive, says):
        path = archive.with_name(name)
        path.write_text(text, encoding="utf-8")
        yield _seen(path)


def _csv(header: str, lines: Iterable[Sequence[str]], rows: Rows) -> Iterator[tuple[bytes, int]]:
    """The bytes of a table some thousand rows at a time, each with its number of rows."""
    yield (header + END).encode(), 0
    for some in lines:
        yield (END.join(some) + END).encode(), len(some)
        rows(len(some))


def _write(path: Path, chunks: Iterable[tuple[bytes, int]], zipped: ZipWriter) -> Written:
    digest, size, rows = sha256(), 0, 0
    member = zipped.member(path.name)
    with path.open("wb") as file:
        for chunk, count in chunks:
            digest.update(chunk)
            file.write(chunk)
            member.write(chunk)
            size += len(chunk)
            rows += count
    member.finish()
    return Written(path.name, size, digest.hexdigest(), rows if path.suffix == ".csv" else None)


def _seen(path: Path) -> Written:
    """A file as it lies there, read again: the zip is patched while it is made."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    return Written(path.name, size, digest.hexdigest())
