"""What was measured with: the machine, and the versions of everything."""

from __future__ import annotations

import json
import os
import platform
import re
import sqlite3
from importlib.metadata import version
from typing import Any

from bench.peers.peers import HERE, ROOT

_LOCKED = re.compile(r"^(datasette|datasette-graphql)==(\S+)", re.M)


def versions() -> dict[str, Any]:
    """The cores and versions, as they are installed or locked."""
    lock = json.loads((HERE / "postgraphile/package-lock.json").read_text(encoding="utf-8"))
    datasette = (ROOT / "requirements-datasette.txt").read_text(encoding="utf-8")
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgraphile": lock["packages"]["node_modules/postgraphile"]["version"],
        **dict(_LOCKED.findall(datasette)),
        **{name: version(name) for name in ("strawberry-graphql", "sqlalchemy", "uvicorn")},
    }
