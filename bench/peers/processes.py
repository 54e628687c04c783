"""What processes use, as the kernel tells it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cores:
    """Which cores the measured server has, and which everything else: wrk and the database."""

    server: str
    others: str

    @classmethod
    def of_this_machine(cls) -> Cores:
        """The first core for the server; the same for all where there is but one."""
        if not shutil.which("taskset"):
            raise SystemExit("The measurement needs taskset, of the package util-linux")
        first, *rest = sorted(os.sched_getaffinity(0))
        return cls(str(first), ",".join(map(str, rest)) or str(first))


def tree(process: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield process
    for task in (PROC / str(process) / "task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it ended meanwhile
            continue
        for child in children:
            yield from tree(int(child))


def cpu_seconds(process: int) -> float:
    """The CPU that a process, its descendants and its ended children have used."""
    return sum(map(_ticks, tree(process))) / _TICKS


def _ticks(process: int) -> int:
    try:
        told = (PROC / str(process) / "stat").read_text()
    except OSError:  # it ended meanwhile; its parent tells of it
        return 0
    # The name in brackets may hold spaces; utime, stime, cutime and cstime follow (proc(5)).
    return sum(map(int, told.rpartition(")")[2].split()[11:15]))


def megabytes(process: int) -> float:
    """The memory of a process and its descendants, each shared page divided among its users."""
    return sum(map(_proportional, tree(process))) / 1024


def _proportional(process: int) -> int:
    try:
        told = (PROC / str(process) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))


def settle(process: int, patience: float = 60.0) -> None:
    """Wait until a process has nothing more to do, such as questions that nobody waits for."""
    deadline, before = time.monotonic() + patience, -1.0
    while (now := cpu_seconds(process)) > before and time.monotonic() < deadline:
        before = now
        time.sleep(0.1)
