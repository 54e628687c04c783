"""Every file of a folder, once, however it is linked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

Seen = set[tuple[int, int]]


def walk_files(folder: Path, seen: Seen) -> Iterator[Path]:
    """Yield every file of a folder and below, each once; links are followed.

    A folder that cannot be opened is yielded itself: whoever reads it sees why. Pipes and devices
    hold nothing.
    """
    try:
        status = folder.stat()
        key = (status.st_dev, status.st_ino)
        if key in seen:
            return
        seen.add(key)
        if stat.S_ISREG(status.st_mode):
            yield folder
        if not stat.S_ISDIR(status.st_mode):
            return
        # Links come last: what they lead to is named by where it lies.
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.is_symlink(), entry.name))
    except FileNotFoundError:
        return
    except OSError:
        yield folder
        return
    for entry in entries:
        yield from walk_files(folder / entry.name, seen)
