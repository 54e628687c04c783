"""Reading the key that somebody trusts, in whichever form it was handed to them."""

from __future__ import annotations

from pathlib import Path

from registry.errors import InvalidInput, Problem
from registry.signing.keys import Verifier
from registry.signing.minisign import compute_key_id, read_public_key


def read_verifier(text: str) -> Verifier:
    """Read a key from a text or the file that it names: a verifier line or a minisign key.

    A minisign key bears no name: checkpoints are then known by its bytes alone.

    Raises:
        InvalidInput: it is neither.
    """
    given = text
    if "\n" not in text and _is_file(text):
        given = Path(text).read_text(encoding="utf-8")
    for read in (_read_verifier_line, _read_minisign_key):
        found = read(given.strip())
        if found is not None:
            return found
    problem = "it is neither a verifier line (name+id+key) nor a minisign key, nor a file of one"
    raise InvalidInput([Problem(problem, "Give the key as its holder publishes it", value=text)])


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _read_verifier_line(text: str) -> Verifier | None:
    try:
        return Verifier.read(text)
    except ValueError:
        return None


def _read_minisign_key(text: str) -> Verifier | None:
    try:
        identifier, public = read_public_key(text)
    except ValueError:
        return None
    # Ours are made of the key itself; another's id says that the key is for other files.
    return Verifier("", public) if identifier == compute_key_id(public) else None
