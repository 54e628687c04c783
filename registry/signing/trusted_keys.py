"""Reading the key that somebody trusts, in whichever form it was handed to them."""

from __future__ import annotations

from pathlib import Path

from registry.errors import InvalidInput, Problem
from registry.signing.key_history import KeyHistory, read_key_file
from registry.signing.key_statements import FORM
from registry.signing.keys import Verifier
from registry.signing.minisign import compute_key_id, read_public_key

KEYS_FILE = "log.keys"


def read_trusted_key(text: str) -> tuple[Verifier, KeyHistory]:
    """Read a key, and the history of keys in its file or in ``log.keys`` beside it.

    Raises:
        InvalidInput: it is no key, or a statement in the history is false.
    """
    if "\n" in text or not _is_file(text):
        return read_verifier(text), KeyHistory()
    history, path = KeyHistory(), Path(text)
    for one in (path, path.with_name(KEYS_FILE)):
        try:
            given = one.read_text(encoding="utf-8") if one.is_file() else ""
            history = history.add(read_key_file(given)[1].notes if FORM in given else ())
        except ValueError as error:
            remedy = "Take the history of keys from a place that you trust"
            raise InvalidInput([Problem(str(error), remedy, value=str(one))]) from error
    given = path.read_text(encoding="utf-8")
    return read_verifier(given.partition("\n\n")[0] if FORM in given else text), history


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
