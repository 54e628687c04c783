"""Check that the entries of a package lead to the root in its checkpoint."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

from publish import file_names
from publish.proof.leaves import Leaves
from publish.proof.proof_tables import TREE_HEADER
from publish.proof.release_files import ReleaseFiles, read_rows
from registry import Damaged
from registry.ledger import (
    COMMITTED,
    LEAF_COLUMNS,
    LEAF_VERSION,
    Range,
    TreeEdge,
    UnknownLeafVersion,
    compute_range_root,
    encode_leaf,
    find_uncommitted_columns,
    hash_leaf,
)
from registry.signing import Checkpoint

ENTRIES = "entries.csv"
_MAY_BE_EMPTY = frozenset({"actor", "role"})
# A number of 64 bits has fewer; nobody numbers so many entries.
_DIGITS = 20


def check_entries(
    files: ReleaseFiles, leaves: Leaves, checkpoint: Checkpoint, sizes: Collection[int]
) -> None:
    """Take in the leaves, which lead to the checkpoint's root; keep the roots at some ``sizes``.

    Raises:
        Damaged: they do not, or one of them is not what it should be.
    """
    tree = _read_tree(files)
    wanted = {checkpoint.size, *sizes}
    if tree:
        _fold_some(files, leaves, tree, wanted)
    else:
        _append_all(files, leaves, wanted)
        if len(leaves) != checkpoint.size:
            raise Damaged(file_names.LEAVES, f"it has {len(leaves)} entries of {checkpoint.size}")
    leaves.finish()
    if leaves.roots.get(checkpoint.size) != checkpoint.root:
        raise Damaged(file_names.LEAVES, "its entries do not lead to the root in the checkpoint")


def _append_all(files: ReleaseFiles, leaves: Leaves, sizes: Collection[int]) -> None:
    """Read all entries into a tree, in order."""
    edge = TreeEdge(0)
    listed = _read_listed(files)
    for number, made in _hash_leaves(files, leaves, listed):
        if number != edge.size + 1:
            raise Damaged(f"entry {edge.size + 1}", f"it is missing from {file_names.LEAVES}")
        edge.append(made)
        if edge.size in sizes:
            leaves.roots[edge.size] = edge.compute_root()
    if 0 in sizes:
        leaves.roots[0] = TreeEdge(0).compute_root()
    if listed is not None and next(listed, None) is not None:
        raise Damaged(ENTRIES, f"it has more entries than {file_names.LEAVES}")


def _fold_some(
    files: ReleaseFiles, leaves: Leaves, tree: Mapping[Range, bytes], sizes: Collection[int]
) -> None:
    """Read some entries, and the roots of the ranges between them."""
    known = dict(tree)
    for number, made in _hash_leaves(files, leaves, None):
        known[number - 1, number] = made
    for size in sizes:
        try:
            leaves.roots[size] = compute_range_root(known, 0, size)
        except KeyError:
            continue


def _hash_leaves(
    files: ReleaseFiles, leaves: Leaves, listed: Iterator[list[str]] | None
) -> Iterator[tuple[int, bytes]]:
    last = 0
    rows = read_rows(files, file_names.LEAVES)
    columns = _check_columns(next(rows))
    for row in rows:
        number = parse_number(row[0], file_names.LEAVES)
        if number <= last:
            raise Damaged(f"entry {number}", "it does not follow the one before it")
        last = number
        made = _hash_leaf(_parse_entry(number, columns, row))
        if listed is not None:
            _check_same(number, [*row[:6], made.hex()], next(listed, []), leaves)
        leaves.add(number, row[3], _parse_digest(row[6], number))
        yield number, made


def _hash_leaf(entry: Mapping[str, str | int | None]) -> bytes:
    try:
        made = hash_leaf(encode_leaf(entry))
    except UnknownLeafVersion as error:
        raise Damaged(f"entry {entry['number']}", str(error)) from error
    if unproven := find_uncommitted_columns(entry):
        raise Damaged(f"entry {entry['number']}", f"nothing proves its {', '.join(unproven)}")
    return made


def _check_columns(header: list[str]) -> tuple[str, ...]:
    """Return the columns of the leaves: those of the first version, or those of all."""
    for columns in (COMMITTED, LEAF_COLUMNS):
        if header == list(columns):
            return columns
    raise Damaged(file_names.LEAVES, f"its columns are not {', '.join(COMMITTED)}")


def _parse_entry(
    number: int, columns: tuple[str, ...], row: list[str]
) -> dict[str, str | int | None]:
    cells = dict(zip(columns, row, strict=True))
    entry: dict[str, str | int | None] = {**cells, "number": number}
    for name in _MAY_BE_EMPTY & cells.keys():
        entry[name] = cells[name] or None
    if LEAF_VERSION in cells:
        entry[LEAF_VERSION] = parse_number(cells[LEAF_VERSION], f"entry {number}")
    return entry


def _read_listed(files: ReleaseFiles) -> Iterator[list[str]] | None:
    """Read ``entries.csv``, which repeats the leaves; None where there is no such file."""
    if ENTRIES not in files.list_names():
        return None
    return read_rows(files, ENTRIES, (*COMMITTED[:6], "hash", "redacted"))


def _check_same(number: int, recorded: list[str], listed: list[str], leaves: Leaves) -> None:
    if listed[:7] != recorded or listed[7:] not in (["true"], ["false"]):
        raise Damaged(f"entry {number}", f"{ENTRIES} and {file_names.LEAVES} tell it differently")
    if listed[7] == "true":
        leaves.redacted.add(number)


def _read_tree(files: ReleaseFiles) -> dict[Range, bytes]:
    tree: dict[Range, bytes] = {}
    for start, end, made in read_rows(files, file_names.TREE, TREE_HEADER):
        place = f"{file_names.TREE} row {start}"
        tree[parse_number(start, place), parse_number(end, place)] = _parse_bytes(made, place)
    return tree


def _parse_digest(text: str, number: int) -> bytes:
    return _parse_bytes(text, f"entry {number}")


def _parse_bytes(text: str, place: str) -> bytes:
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if len(data) != sha256().digest_size or data.hex() != text:
        raise Damaged(place, "it has no SHA-256 where one should be")
    return data


def parse_number(text: str, place: str) -> int:
    """Read a number of an entry, as our files write it.

    Raises:
        Damaged: it is none.
    """
    if len(text) < _DIGITS and text.isascii() and text.isdigit() and str(int(text)) == text:
        return int(text)
    raise Damaged(place, f"{text!r} is no number")
