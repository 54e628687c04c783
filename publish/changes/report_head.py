"""The beginning of an account of changes, which tells them in sentences, without all its rows."""

from __future__ import annotations

import json
from pathlib import Path

_ROWS = ' "rows": ['


def read_sentences(path: Path) -> tuple[str, ...]:
    """What a ``changes.json`` says, however many rows it lists; nothing where there is none."""
    head = []
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith(_ROWS):
                    break
                head.append(line)
    except FileNotFoundError:
        return ()
    told = json.loads("".join(head).rstrip().removesuffix(",") + "}")
    return tuple(told["says"])
