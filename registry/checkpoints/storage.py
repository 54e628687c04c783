"""Where checkpoints are stored: the data folder, and a file beside the secret key.

::

    data/
    ├── log/                       checkpoint, log.pub: the newest that was signed, for /log/
    ├── keys/                      signing.key, signing.key.checkpoint: the newest once more
    └── releases/DATASET/VERSION/  checkpoint

Who writes into the data folder cannot always write beside the key. So both have the newest one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from registry.errors import Damaged
from registry.private_files import hold_lock, make_private_folder
from registry.settings import Settings
from registry.signing import CheckpointFile, Verifier, locate_key, read_checkpoint

FILE, KEY_FILE = "checkpoint", "log.pub"
_FOLDER, _RELEASES = "log", "releases"
# Tiles, releases, and releases that were made again lie no deeper in the data folder.
_DEPTHS = ("*", "*/*", "*/*/*")


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """The text of a checkpoint, and the file that it was read from."""

    path: Path
    text: str

    def read(self) -> CheckpointFile:
        """Read the checkpoint.

        Raises:
            Damaged: the file holds none.
        """
        try:
            return read_checkpoint(self.text)
        except ValueError as error:
            raise Damaged(str(self.path), f"it is no checkpoint: {error}") from error


def log_folder(settings: Settings) -> Path:
    """Return the folder of what ``/log/`` serves without the secret key."""
    return settings.data_dir / _FOLDER


def lock_log(settings: Settings) -> AbstractContextManager[None]:
    """Return the lock under which one process at a time signs, or changes keys."""
    folder = log_folder(settings)
    make_private_folder(folder)
    return hold_lock(folder / ".lock")


def locate_copy(settings: Settings) -> Path:
    """Return where the newest signed checkpoint lies beside the key."""
    key = locate_key(settings)
    return key.with_name(f"{key.name}.{FILE}")


def read_newest_checkpoint(settings: Settings) -> str | None:
    """Return the newest signed checkpoint, as it is served; None before the first."""
    return next((one.text for one in read_files([log_folder(settings) / FILE])), None)


def read_log_key(settings: Settings) -> str | None:
    """Return the public key of the newest signed checkpoint; None before the first."""
    return next((one.text for one in read_files([log_folder(settings) / KEY_FILE])), None)


def list_signed_checkpoints(
    settings: Settings, others: Iterable[Path] = ()
) -> Iterator[StoredCheckpoint]:
    """Yield all signed checkpoints of the log, of releases, beside the key, and of other files."""
    releases = sorted((settings.data_dir / _RELEASES).glob(f"*/*/{FILE}"))
    ours = (locate_copy(settings), log_folder(settings) / FILE)
    for one in read_files([*ours, *releases, *others]):
        if one.read().note is not None:
            yield one


def list_checkpoints(settings: Settings) -> Iterator[StoredCheckpoint]:
    """Yield all checkpoints that the data folder holds, signed or not, and that beside the key."""
    found = (path for depth in _DEPTHS for path in settings.data_dir.glob(f"{depth}/{FILE}"))
    yield from read_files([locate_copy(settings), *sorted(found)])


def store_checkpoint(settings: Settings, text: str, key: Verifier) -> None:
    """Store a signed checkpoint for ``/log/`` and beside the key, unless a newer one is there.

    A folder of the key in which nobody can write leaves the one in the data folder.
    """
    folder = log_folder(settings)
    replace_file(folder / KEY_FILE, f"{key}\n")
    _store_newer(folder / FILE, text)
    try:
        _store_newer(locate_copy(settings), text)
    except OSError:
        if os.access(locate_key(settings).parent, os.W_OK):
            raise


def _store_newer(path: Path, text: str) -> None:
    size = read_checkpoint(text).checkpoint.size
    if all(one.read().checkpoint.size <= size for one in read_files([path])):
        replace_file(path, text)


def read_files(paths: Iterable[Path]) -> Iterator[StoredCheckpoint]:
    """Read those files that are there; those of the same text once."""
    seen: set[str] = set()
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            continue
        except UnicodeError as error:
            raise Damaged(str(path), "it is no text") from error
        if text not in seen:
            seen.add(text)
            yield StoredCheckpoint(path, text)


def replace_file(path: Path, text: str) -> None:
    """Replace a file as a whole, on the disk before anything is signed in its name."""
    if any(one.text == text for one in read_files([path])):
        return
    make_private_folder(path.parent)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
