"""A PostgreSQL server for a measurement: private, tuned alike for whoever asks it."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.peers.ports import free_port
from tests.support import postgres_binaries
from tests.support.postgres_binaries import Account

PATIENCE = 60.0  # seconds that a busy machine may take to start a server
USER = "answerable"

# What anybody would set on a machine of some GB with a solid-state disk. Nothing here need survive
# a crash, and nothing may start to clean up while it is measured: it is vacuumed once, beforehand.
OPTIONS = {
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "200",
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "timezone": "UTC",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server: its postmaster and how to reach it."""

    process: int
    port: int
    password: str

    def url(self, database: str) -> str:
        """A database's address, as ANSWERABLE_DATABASE_URL takes it."""
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"


@contextmanager
def running(folder: Path, cores: str) -> Iterator[Cluster]:
    """Start the server whose files stand in a folder, making them first; stop it at the end.

    Its password stands beside the folder, for the next time.
    """
    account = postgres_binaries.find_account()
    scratch = folder.with_name(f"{folder.name}-scratch")
    scratch.mkdir(mode=0o700, exist_ok=True)
    account.owns(scratch)
    programs = postgres_binaries.find_programs(account, scratch)
    secret = folder.with_name(f"{folder.name}-password")
    if not (folder / "PG_VERSION").exists():
        _write_secret(secret)
        _create(programs, folder, account, secret.read_text(), scratch)
    port = free_port()
    log = folder.with_suffix(".log")
    process = _start(programs, folder, account, port, log, cores)
    try:
        cluster = Cluster(process.pid, port, secret.read_text())
        _await(process, cluster, log)
        yield cluster
    finally:
        process.send_signal(signal.SIGINT)  # do not wait for those who are still connected
        process.wait(PATIENCE)
        shutil.rmtree(scratch, ignore_errors=True)


def _write_secret(file: Path) -> None:
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(16))


def _create(programs: Path, folder: Path, account: Account, password: str, scratch: Path) -> None:
    folder.mkdir()
    account.owns(folder)
    secret = scratch / "password"
    secret.write_text(password)
    secret.chmod(0o644)  # in a folder that only the server's user may enter
    command = [f"{programs}/initdb", "--pgdata", f"{folder}", "--username", USER]
    command += ["--auth", "scram-sha-256", "--pwfile", str(secret)]
    command += ["--encoding", "UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", **account.popen()
    )
    if made.returncode:
        folder.rmdir()
        raise SystemExit(f"PostgreSQL could not be set up in {folder}:\n{made.stderr}")


def _start(
    programs: Path, folder: Path, account: Account, port: int, log: Path, cores: str
) -> subprocess.Popen[bytes]:
    command = ["taskset", "-c", cores, str(programs / "postgres"), "-D", str(folder)]
    command += ["-p", str(port), *(f"--{name}={value}" for name, value in OPTIONS.items())]
    with log.open("w") as told:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            cwd="/",
            start_new_session=True,  # Ctrl-C ends the measurement, which then ends the server
            **account.popen(),
        )


def _await(process: subprocess.Popen[bytes], cluster: Cluster, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(cluster.url("postgres")).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")
