"""The process that reads a stranger's file can open nothing, whatever the file makes it do."""

import subprocess
import sys

SEALED = """
import socket
from ingest.files.sandbox import forbid_opening, limit_resources
from ingest.files.limits import TableLimits

limit_resources(TableLimits())
forbid_opening()
for name, attempt in (
    ("file", lambda: open("/etc/passwd")),
    ("socket", lambda: socket.socket()),
):
    try:
        attempt()
    except (OSError, ValueError):
        print(name, "refused")
"""


def test_neither_files_nor_sockets_can_be_opened() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SEALED], capture_output=True, text=True, check=False
    )

    assert ended.stdout.splitlines() == ["file refused", "socket refused"]
