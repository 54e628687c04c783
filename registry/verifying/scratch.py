"""A registry to replay a ledger into, which goes away again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from registry.database import Registry
from registry.migrations import migrate


@contextmanager
def open_scratch_registry() -> Iterator[Registry]:
    """Open an empty registry of this version that goes away at the end."""
    with tempfile.TemporaryDirectory(prefix="answerable-scratch-") as folder:
        url = f"sqlite:///{Path(folder) / 'scratch.sqlite'}"
        migrate(url)
        registry = Registry.open(url)
        try:
            yield registry
        finally:
            registry.close()
