"""``cite``: how to refer to what was on record about a target, with a file that proves it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from publish.file_names import CHECKPOINT
from publish.proof.citation import FORM
from publish.proof.seal import Seal
from publish.releases.layout import Release, find_latest, releases_folder
from registry import InvalidInput, Problem, Registry, Settings
from registry.checkpoints import read_key_history, read_log_key, read_newest_checkpoint
from registry.ledger import (
    LEAF_COLUMNS,
    compute_root,
    list_leaf_fields,
    make_inclusion_proof,
    read_position,
)
from registry.models import HISTORY, TABLES, Entry
from registry.reading import View, holds
from registry.signing import Verifier, make_log_origin, read_checkpoint
from registry.vocabulary import (
    Standing,
    is_reference,
    is_web_address,
    make_archived_address,
    read_uri,
    uri_of,
)


@dataclass(frozen=True, slots=True)
class CitedSource:
    """The document that a cited record was taken from, and where in it the record stands.

    Attributes:
        title: what it is called.
        publisher: who published it, if that is on record.
        published_on: the day on which it was published, if that is on record.
        locator: where in it the record stands, if that is on record.
        url: its address, if that is on record.
        archived: where an archive may keep a copy of it; None where the registry names no archive.
    """

    title: str
    publisher: str | None
    published_on: str | None
    locator: str | None
    url: str | None
    archived: str | None


@dataclass(frozen=True, slots=True)
class RecordCitation:
    """What is cited: a record, as of a day, as recorded in some entries, in a signed ledger.

    Attributes:
        kind: the kind of the record, such as targets.
        reference: its reference.
        title: what it is called.
        uri: its permanent address.
        on: the day.
        standing: how it stands to its source.
        recorded_at: the instant at which its newest version was recorded.
        entries: the entries that recorded it, and who answered for it on the day.
        release: the release that holds it; None where it is not released yet.
        checkpoint: the checkpoint, as it is signed.
        proof: the file that proves it; empty where only words were wanted.
        source: the document that it was taken from.
    """

    kind: str
    reference: str
    title: str
    uri: str
    on: str
    standing: str
    recorded_at: str
    entries: tuple[int, ...]
    release: str | None
    checkpoint: str
    proof: str
    source: CitedSource


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """What is to be known of a record before it can be cited.

    Attributes:
        title: what it is called on the day; its reference where it has no name.
        standing: how it stands to its source.
        recorded_at: the instant at which its newest version was recorded.
        source: the document that it was taken from, or it itself where it is a document.
    """

    kind: str
    reference: str
    title: str
    standing: str
    recorded_at: str
    source: CitedSource


@dataclass(frozen=True, slots=True)
class _Place:
    """Where on the ledger a record is, and the checkpoint that covers it."""

    entries: tuple[int, ...]
    release: str | None
    checkpoint: str
    key: str


def cite(
    registry: Registry, settings: Settings, target: str, on: str, *, sign: bool = True
) -> RecordCitation:
    """Cite a record by its reference, by kind and reference, or by its permanent address.

    A bare reference is that of a target. What was signed already is cited, where it reaches so far;
    otherwise where the ledger stands now is signed, or is cited unsigned without ``sign``.

    Raises:
        InvalidInput: there is no such record.
        SigningRefused: the ledger does not extend what was signed before.
    """
    kind, reference = _parse_name(settings, target)
    with registry.reading() as session:
        connection = session.connection
        row = _read_row(connection, kind, reference, on)
        known = KnownRecord(
            kind,
            reference,
            str(row.get("title") or row.get("name") or reference),
            row["standing"],
            row["recorded_at"],
            _read_source(connection, settings, row, on),
        )
        place = _find_place(registry, connection, settings, known, on, sign=sign)
        size = read_checkpoint(place.checkpoint).checkpoint.size
        proof = {
            "form": FORM,
            "cites": {"uri": uri_of(settings.base_url, kind, reference), "on": on},
            "checkpoint": place.checkpoint,
            "key": place.key,
            **_list_keys(settings, place.key),
            "entries": [_prove_entry(connection, number, size) for number in place.entries],
        }
    return _cite(settings, known, place, on, json.dumps(proof, indent=1, ensure_ascii=False) + "\n")


def cite_known(
    registry: Registry, settings: Settings, known: KnownRecord, on: str
) -> RecordCitation:
    """Cite a record that was read already, without the file that proves it and without signing."""
    with registry.reading() as session:
        place = _find_place(registry, session.connection, settings, known, on, sign=False)
    return _cite(settings, known, place, on, "")


def _cite(
    settings: Settings, known: KnownRecord, place: _Place, on: str, proof: str
) -> RecordCitation:
    return RecordCitation(
        kind=known.kind,
        reference=known.reference,
        title=known.title,
        uri=uri_of(settings.base_url, known.kind, known.reference),
        on=on,
        standing=Standing(known.standing).value,
        recorded_at=known.recorded_at,
        entries=place.entries,
        release=place.release,
        checkpoint=place.checkpoint,
        proof=proof,
        source=known.source,
    )


def _find_place(
    registry: Registry,
    connection: Connection,
    settings: Settings,
    known: KnownRecord,
    on: str,
    *,
    sign: bool,
) -> _Place:
    """Find where on the ledger a record is, and what proves it."""
    numbers = _list_entries(connection, known.kind, known.reference, on)
    release = find_latest(releases_folder(settings.data_dir), "registry")
    if release is None or release.entry < numbers[-1]:
        release = None
    found = _find_signed(connection, settings, release, numbers[-1])
    checkpoint, key = found or _make_checkpoint(registry, connection, settings, sign=sign)
    return _Place(tuple(numbers), release.version if release else None, checkpoint, key)


def _list_keys(settings: Settings, key: str) -> dict[str, str]:
    """List the statements about the log's keys, where there are some."""
    history = read_key_history(settings)
    if not key or not history.notes:
        return {}
    return {"keys": history.format(history.find_current(Verifier.read(key)))}


def _parse_name(settings: Settings, target: str) -> tuple[str, str]:
    found = read_uri(settings.base_url, target)
    if found:
        return found
    kind, slash, reference = target.partition("/")
    if slash and kind in TABLES and is_reference(reference):
        return kind, reference
    return "targets", target


def _read_row(connection: Connection, kind: str, reference: str, on: str) -> dict[str, Any]:
    """Read a record with the words that it had on a day."""
    row = None
    if kind in TABLES:
        table = View(on, dated=True).table(kind)
        found = connection.execute(select(table).where(table.c.reference == reference))
        row = found.mappings().one_or_none()
    if row is None:
        problem = f"there is no {reference} among the {kind} on record"
        raise InvalidInput([Problem(problem, "Mend the reference", value=reference)])
    return dict(row)


def _read_source(
    connection: Connection, settings: Settings, row: dict[str, Any], on: str
) -> CitedSource:
    """Read the document of a record, or the record itself where it is a document."""
    source = _read_row(connection, "sources", row["source"], on) if row.get("source") else row
    url = source["url"] if is_web_address(source["url"] or "") else None
    return CitedSource(
        source["title"],
        source["publisher"],
        source["published_on"],
        row["locator"],
        url,
        make_archived_address(url, settings.archive_url) if url else None,
    )


def _list_entries(connection: Connection, kind: str, reference: str, on: str) -> list[int]:
    """List the entries of a record's versions and, for a target, of who answered for it then."""
    numbers = set(_list_versions(connection, kind, [reference]))
    if kind == "targets":
        terms = View(on).table("accountability", "terms")
        wanted = select(terms.c.reference).where(terms.c.target == reference, holds(terms, on))
        numbers |= set(
            _list_versions(connection, "accountability", connection.scalars(wanted).all())
        )
    return sorted(numbers)


def _list_versions(connection: Connection, kind: str, references: Iterable[str]) -> list[int]:
    named = list(references)
    return [
        number
        for table in (TABLES[kind], HISTORY[kind])
        for number in connection.scalars(select(table.c.entry).where(table.c.reference.in_(named)))
    ]


def _find_signed(
    connection: Connection, settings: Settings, release: Release | None, least: int
) -> tuple[str, str] | None:
    """Find the release's checkpoint and key, so that citations share them; or the log's newest.

    A release's may be unsigned: then the key is empty. None where neither reaches so far.
    """
    if release:
        folder = releases_folder(settings.data_dir) / release.dataset / release.version
        return (folder / CHECKPOINT).read_text(encoding="utf-8"), release.key
    text, key = read_newest_checkpoint(settings), read_log_key(settings)
    if text is None or key is None:
        return None
    newest = read_checkpoint(text).checkpoint
    if not least <= newest.size <= read_position(connection).number:
        return None
    same = compute_root(connection, newest.size) == newest.root.hex()
    return (text, key.strip()) if same else None


def _make_checkpoint(
    registry: Registry, connection: Connection, settings: Settings, *, sign: bool
) -> tuple[str, str]:
    seal = Seal.from_settings(settings) if sign else Seal(make_log_origin(settings), None)
    size = read_position(connection).number
    root = compute_root(connection, size)
    return seal.make_checkpoint(registry, settings, size, root), seal.key


def _prove_entry(connection: Connection, number: int, size: int) -> dict[str, Any]:
    entry = Entry.__table__
    columns = (*(entry.c[name] for name in LEAF_COLUMNS), entry.c.salt, entry.c.payload)
    row = connection.execute(select(*columns).where(entry.c.number == number)).one()._asdict()
    return {
        "leaf": list_leaf_fields(row),
        "salt": row["salt"],
        "payload": row["payload"],
        "proof": make_inclusion_proof(connection, number, size),
    }
