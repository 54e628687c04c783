"""The file of the secret key: made once, readable by its owner only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from registry.errors import InvalidInput, Problem
from registry.private_files import make_private_folder
from registry.settings import Settings
from registry.signing.keys import Signer

_OTHERS = 0o077
_S = TypeVar("_S", bound=Signer)


def locate_key(settings: Settings) -> Path:
    """Return where the secret key lies, or will lie."""
    return settings.signing_key or settings.data_dir / "keys" / "signing.key"


def make_log_origin(settings: Settings) -> str:
    """Return the log's address without its scheme: its name unless its key has another."""
    return f"{settings.base_url.partition('://')[2] or settings.base_url}/log"


def create_key(path: Path, name: str) -> Signer:
    """Make a key that signs checkpoints; see ``write_new_key``."""
    return write_new_key(path, name, Signer)


def write_new_key(path: Path, name: str, kind: type[_S]) -> _S:
    """Make a key and write it to a file that must not be there yet.

    Raises:
        InvalidInput: the file is there already, or nothing can be named so.
    """
    try:
        signer = kind.new(name)
    except ValueError as error:
        raise _make_error(
            str(error), "Give the registry's address without https://", name
        ) from error
    make_private_folder(path.parent.parent)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        remedy = "Keep it: whoever trusts it would have to be told. Or name another file"
        raise _make_error("there is a key already", remedy, str(path)) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{signer.secret()}\n")
        file.flush()
        os.fsync(file.fileno())
    return signer


def read_signer(path: Path) -> Signer:
    """Read the key in a file that signs checkpoints; see ``read_key``."""
    return read_key(path, Signer)


def read_key(path: Path, kind: type[_S]) -> _S:
    """Read the key in a file.

    Raises:
        InvalidInput: there is none, or others can read it.
    """
    try:
        if path.stat().st_mode & _OTHERS:
            raise _make_error(
                "others can read this secret key", f"Run `chmod 600 {path}`", str(path)
            )
        return kind.read(path.read_text(encoding="utf-8").strip())
    except OSError as error:
        raise _make_error(
            "there is no key to read", "Run `answerable key new`", str(path)
        ) from error
    except ValueError as error:
        raise _make_error(str(error), "Name the file that `key new` wrote", str(path)) from error


def find_signer(settings: Settings) -> Signer | None:
    """Read the key of a registry; None where it has none: then nothing is signed.

    Raises:
        InvalidInput: the key cannot be used, or the settings name a file that is not there.
    """
    path = locate_key(settings)
    return read_signer(path) if settings.signing_key or path.exists() else None


def _make_error(message: str, remedy: str, value: str) -> InvalidInput:
    return InvalidInput([Problem(message, remedy, value=value)])
