"""Check that files are the ones that were signed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from publish import file_names
from publish.proof.release_files import CHUNK, ReleaseFiles, read_text, report_unreadable
from publish.proof.seal import format_sums, read_chunks
from registry import Damaged
from registry.signing import Verifier, minisign

_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)")
_SAYS = re.compile(r"answerable (\S+) release ([0-9.]+) at entry ([0-9]+)")


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """What a signature states: a dataset's release, and the entry at which it was made."""

    dataset: str
    release: str
    entry: int


def check_sums(files: ReleaseFiles) -> int:
    """Check that each file is what its sum says, and that there are no others.

    Returns:
        How many files there are.

    Raises:
        Damaged: with the first file that is not.
    """
    sums = read_sums(read_text(files, file_names.SUMS))
    present = files.list_names()
    listed = {*sums, *file_names.OF_EACH_PLACE, file_names.KEPT}
    for name in sorted(set(sums) - set(present)):
        raise Damaged(name, "it is missing")
    for name, count in sorted(Counter(present).items()):
        if count > 1 or name not in listed:
            raise Damaged(name, f"{file_names.SUMS} does not speak of it")
    for name, digest in sums.items():
        if _hash_member(files, name) != digest:
            raise Damaged(name, f"it is not the file that {file_names.SUMS} speaks of")
    return len(sums)


def read_sums(text: str) -> Mapping[str, str]:
    """Return the sums in a file, by name.

    Raises:
        Damaged: it is not written as sums are.
    """
    found = {match[2]: match[1] for match in _LINE.finditer(text)}
    if not found or format_sums(found) != text:
        raise Damaged(file_names.SUMS, "it is not a list of sums, sorted by name")
    return found


def check_signature(files: ReleaseFiles, key: Verifier) -> SignedStatement:
    """Check that a key's holder signed the sums; returns what was said about them.

    Raises:
        Damaged: the key's holder did not.
    """
    text = read_text(files, file_names.SUMS).encode()
    return _verify_signature(
        file_names.SUMS_SIGNED, read_text(files, file_names.SUMS_SIGNED), key, [text]
    )


def check_zip_signature(archive: Path, key: Verifier) -> bool:
    """Check the signature beside a zip, which covers every byte of it; False where there is none.

    Raises:
        Damaged: there is one, but it is not the key's over this zip.
    """
    path = archive.with_name(f"{archive.name}{file_names.SIGNATURE}")
    if not path.is_file():
        return False
    with report_unreadable(path.name):
        _verify_signature(path.name, path.read_text(encoding="utf-8"), key, read_chunks(archive))
    return True


def _verify_signature(
    place: str, text: str, key: Verifier, data: Iterable[bytes]
) -> SignedStatement:
    try:
        signed = minisign.read_signature(text)
        says = minisign.verify((minisign.compute_key_id(key.public), key.public), data, signed)
    except ValueError as error:
        raise Damaged(place, str(error)) from error
    # Nobody signs this comment, so that it may say nothing but what follows from the key.
    if signed.untrusted != minisign.make_untrusted_comment(key.public):
        raise Damaged(place, "its untrusted comment is not the one that was written")
    said = _SAYS.fullmatch(says)
    if said is None:
        raise Damaged(place, "it signs something else")
    return SignedStatement(said[1], said[2], int(said[3]))


def _hash_member(files: ReleaseFiles, name: str) -> str:
    digest = sha256()
    with report_unreadable(name), files.open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
