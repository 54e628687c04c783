"""Audit finished packages in child processes, before anything is switched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from registry import Damaged

# By its path, not as a module of ours: so it does not wait for all the rest to be imported.
_AUDIT = (sys.executable, "-P", str(Path(__file__).with_name("audit_worker.py")))


def audit_packages(folders: Sequence[Path]) -> None:
    """Let Frictionless look at finished packages.

    Raises:
        Damaged: with the first fault; nothing of this run may be published.
    """
    if not folders:
        return
    workers = min(os.cpu_count() or 1, len(folders))
    with ThreadPoolExecutor(workers) as threads:
        for fault in threads.map(_run_worker, (folders[n::workers] for n in range(workers))):
            if fault:
                raise fault


def _run_worker(folders: Sequence[Path]) -> Damaged | None:
    done = subprocess.run(
        [*_AUDIT, *map(str, folders)], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return None
    first = next(iter(done.stdout.splitlines()), None)
    if first is None:
        return Damaged("the audit", f"it could not be run: {_find_last_line(done.stderr)}")
    fault = json.loads(first)
    return Damaged(fault["place"], fault["says"])


def _find_last_line(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "it said nothing")
