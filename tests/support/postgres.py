"""A PostgreSQL server that the tests start themselves and that never outlives them."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.support import postgres_binaries
from tests.support.postgres_binaries import Account

PATIENCE = 60.0  # seconds that a busy machine may take to start a server

# Nothing here need survive a crash. The zone is as far from UTC as they come, so that a time which
# depends on the server's shows.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "jit": "off",
    "timezone": "Pacific/Auckland",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}

# The server runs until it is told to stop or until whoever started it is gone: both end the pipe.
# Its files go with it, for they may stand in memory.
KEEPER = """
data=$1
shift
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ read -r _; kill -QUIT $server; } <&3 & watcher=$!
exec 3<&-
wait $server
kill $watcher
rm -rf "$data"
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and how to reach it."""

    port: int
    password: str

    def url(self, database: str) -> str:
        """Return a database's address in the form that ANSWERABLE_DATABASE_URL takes."""
        return f"postgresql://answerable:{self.password}@127.0.0.1:{self.port}/{database}"


@contextmanager
def run_server() -> Iterator[Server]:
    """Start a new, empty server and stop it at the end, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="answerable-postgres-", dir=_fastest_place()))
    try:
        account = postgres_binaries.find_account()
        account.owns(folder)
        programs = postgres_binaries.find_programs(account, folder)
        password = secrets.token_urlsafe(16)
        _create_cluster(programs, folder, account, password)
        server = Server(_free_port(), password)
        process = _start(programs, folder, account, server.port)
        try:
            _await(process, server, folder / "log")
            yield server
        finally:
            process.communicate("\n", timeout=PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fastest_place() -> Path | None:
    # A database is some hundreds of small files. Copying them takes 12 ms in memory and 320 ms on
    # the disk of a virtual machine, and every test that asks for a database waits for it.
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 * 1024**3
    return memory if roomy and os.access(memory, os.W_OK) else None


def _create_cluster(programs: Path, folder: Path, account: Account, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o644)  # in a folder that only the server's user may enter
    command = [f"{programs}/initdb", "--pgdata", f"{folder}/data", "--username", "answerable"]
    command += ["--pwfile", str(secret), "--auth", "password", "--encoding", "UTF8", "--no-sync"]
    # Real installations order text by a language's rules. Where this server can, it does so too:
    # an order that we promise must not come from the database's collation.
    for locale in (["--locale-provider=icu", "--icu-locale=en-GB", "--locale=C"], ["--locale=C"]):
        made = subprocess.run(
            [*command, *locale],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            **account.popen(),
        )
        if made.returncode == 0:
            return
    raise RuntimeError(f"initdb failed: {made.stderr or made.stdout}")


def _start(programs: Path, folder: Path, account: Account, port: int) -> subprocess.Popen[str]:
    data = str(folder / "data")
    command = ["/bin/sh", "-c", KEEPER, "keeper", data]
    command += [str(programs / "postgres"), "-D", data, "-p", str(port)]
    command += [f"--{name}={value}" for name, value in OPTIONS.items()]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            text=True,
            cwd=folder,
            start_new_session=True,  # Ctrl-C ends the tests, which then end the server
            **account.popen(),
        )


def _await(process: subprocess.Popen[str], server: Server, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
