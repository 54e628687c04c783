"""The process that reads a stranger's file can open nothing, whatever the file makes it do."""

import subprocess
import sys

SEALED = """
import os, resource, socket
from ingest.files.sandbox import forbid_opening, limit_resources
from ingest.files.limits import TableLimits

def fork():
    if os.fork() == 0:
        os._exit(0)

limit_resources(TableLimits())
forbid_opening()
{first}
for name, attempt in (
    ("file", lambda: open("/etc/passwd")),
    ("socket", lambda: socket.socket()),
    ("pipe", lambda: os.pipe()),
    ("copy", lambda: os.dup(1)),
    ("process", fork),
    ("more", lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))),
):
    try:
        attempt()
    except (OSError, ValueError):
        print(name, "refused")
    else:
        print(name, "done")
"""
REFUSED = [f"{what} refused" for what in ("file", "socket", "pipe", "copy", "process", "more")]


def run_sealed(first: str = "") -> list[str]:
    """Seal a process, let it do something first, and return what came of its attempts."""
    script = SEALED.format(first=first)
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    return ended.stdout.splitlines()


def test_nothing_can_be_opened() -> None:
    assert run_sealed() == REFUSED


def test_closing_what_is_open_makes_no_room() -> None:
    assert run_sealed("os.close(0); os.close(2)") == REFUSED
