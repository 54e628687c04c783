"""Asking the audit, in a child process, before anything is switched."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from registry import Damaged


def audit(folders: Sequence[Path]) -> None:
    """Let Frictionless look at finished packages.

    Raises:
        Damaged: with the first fault; nothing of this run may be published.
    """
    if not folders:
        return
    command = [sys.executable, "-m", "publish.audit", *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    first = next(iter(done.stdout.splitlines()), None)
    if first is None:
        raise Damaged("the audit", f"it could not be run: {_last(done.stderr)}")
    fault = json.loads(first)
    raise Damaged(fault["place"], fault["says"])


def _last(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "it said nothing")
