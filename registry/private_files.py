"""Files and folders that are their owner's, and locks that nobody else can hold.

Whoever can open a lock file, if only to read it, can hold its lock for ever. Rights of the group
are the keeper's choice where a file is there already; others have none.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from registry.errors import Unavailable

_FOLDER, _FILE = 0o750, 0o600
_OTHERS = 0o007
_NOT_OWNER = 0o077


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, closed to others; one there stays."""
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=_FOLDER, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner can open; one that is there stays as it is."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE))


def close_to_others(path: Path) -> None:
    """Take the rights of others off a file, where there is one and it is ours."""
    with suppress(FileNotFoundError, PermissionError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS)


@contextmanager
def hold_lock(path: Path, timeout: float = -1, *, for_order_only: bool = False) -> Iterator[None]:
    """Hold the lock of a file that only its owner can open, for as long as the context lasts.

    A file that others can open is replaced: one of them may hold it for ever. While somebody does
    hold it, it is replaced only ``for_order_only``, where another lock keeps writers apart.

    Raises:
        Timeout: another process held it for so many seconds.
        Unavailable: the file belongs to somebody else.
    """
    _replace_open_lock(path, for_order_only=for_order_only)
    with FileLock(path, timeout=timeout, mode=_FILE):
        yield


def _replace_open_lock(path: Path, *, for_order_only: bool) -> None:
    try:
        there, folder = path.lstat(), path.parent.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(there.st_mode) or there.st_uid not in (os.geteuid(), folder.st_uid):
        raise Unavailable(
            f"{path} is no lock of this user's: its owner could stop all writers. Remove it while "
            "no command of this registry runs; it is made again"
        )
    if not there.st_mode & _NOT_OWNER:
        return
    try:
        # Whoever waits for a file that is removed sees so, and takes the new one.
        with FileLock(path, timeout=0):
            path.unlink(missing_ok=True)
    except Timeout:
        if for_order_only:
            path.unlink(missing_ok=True)
