"""The head of a ``changes.json``: its sentences, without its rows."""

from __future__ import annotations

import json
from pathlib import Path

_ROWS = ' "rows": ['


def read_sentences(path: Path) -> tuple[str, ...]:
    """Return the sentences of a ``changes.json``, without reading its rows; none without a file."""
    head = []
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith(_ROWS):
                    break
                head.append(line)
    except FileNotFoundError:
        return ()
    document = json.loads("".join(head).rstrip().removesuffix(",") + "}")
    return tuple(document["says"])
