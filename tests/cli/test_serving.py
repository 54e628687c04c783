"""`answerable serve | demo`: the registry on the web, as a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from registry import Registry
from tests.support.tables import everything

PATIENCE = 120


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@dataclass
class Served:
    """How a server ended, and what it said."""

    code: int = -1
    said: str = ""
    noted: str = ""


@contextmanager
def serving(arguments: Sequence[str], variables: dict[str, str], port: int) -> Iterator[Served]:
    """Start a server, wait until it is up, and end it as Ctrl-C does."""
    served = Served()
    with subprocess.Popen(
        [sys.executable, "-c", "import cli; cli.main()", *arguments],
        env={**os.environ, **variables, "ANSWERABLE_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            _wait(process, port)
            yield served
            process.send_signal(signal.SIGINT)
            served.said, served.noted = process.communicate(timeout=PATIENCE)
            served.code = process.returncode
        finally:
            process.kill()


def _wait(process: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            get(port, "/-/health")
        except (URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"it did not come up: {process.communicate()}")


def get(port: int, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
        text: str = response.read().decode()
        return text


def ask(port: int, query: str) -> Any:
    request = Request(
        f"http://127.0.0.1:{port}/graphql",
        data=json.dumps({"query": query}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=30) as response:
        return json.loads(response.read())["data"]


def test_the_demo_loads_publishes_and_serves_the_samples_and_does_so_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    variables = {
        "ANSWERABLE_DATABASE_URL": sqlite_url,
        "ANSWERABLE_DATA_DIR": str(tmp_path / "data"),
    }
    port = free_port()
    question = (
        '{ whoIsResponsible(target: {reference: "EXS-T1"}, asOf: "2007-05-01")'
        " { lead { partner { name } } } }"
    )

    with serving(["demo"], variables, port) as first:
        answer = ask(port, question)
        assert "registry" in get(port, "/data/")
    registry = Registry.open(sqlite_url)
    before = everything(registry)
    with serving(["demo"], variables, port) as second:
        assert ask(port, question) == answer

    assert answer == {"whoIsResponsible": {"lead": {"partner": {"name": "Exampleshire Police"}}}}
    assert first.said.splitlines() == [
        f"Answerable is at    http://127.0.0.1:{port}/",
        f"Ask in GraphQL at   http://127.0.0.1:{port}/graphql",
        f"Published data at   http://127.0.0.1:{port}/data/",
    ]
    assert " loaded, 0 on record already." in first.noted
    assert "Sample records: 0 loaded, " in second.noted
    assert (first.code, second.code) == (0, 0)
    assert everything(registry) == before
    registry.close()


def test_serving_sets_up_what_is_not_there(tmp_path: Path) -> None:
    port = free_port()

    with serving(["serve"], {"ANSWERABLE_DATA_DIR": str(tmp_path)}, port):
        assert ask(port, "{ meta { entries } }") == {"meta": {"entries": 0}}

    assert (tmp_path / "answerable.sqlite").is_file()


@pytest.mark.parametrize(
    ("host", "base_url", "warned"),
    [
        ("0.0.0.0", "", True),
        ("0.0.0.0", "http://localhost:8000", True),
        ("0.0.0.0", "https://registry.example", False),
        ("127.0.0.1", "", False),
    ],
)
def test_a_base_address_that_leads_others_nowhere_is_warned_of(
    tmp_path: Path, host: str, base_url: str, warned: bool
) -> None:
    port = free_port()
    variables = {"ANSWERABLE_DATA_DIR": str(tmp_path), "ANSWERABLE_BASE_URL": base_url}

    with serving(["serve", "--host", host], variables, port) as served:
        get(port, "/-/health")

    assert (f"Warning: the server listens on {host}" in served.noted) is warned
    assert ("Set ANSWERABLE_BASE_URL" in served.noted) is warned


def test_a_port_that_is_taken_is_unavailable(database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-c", "import cli; cli.main()", "serve", "--port", str(port)],
            env={**os.environ, "ANSWERABLE_DATABASE_URL": database_url},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 4
    assert done.stderr == f"127.0.0.1:{port} cannot be listened on: Address already in use\n"


def test_each_request_is_a_line_of_json_and_proxies_are_believed_when_named(
    database_url: str, tmp_path: Path
) -> None:
    variables = {
        "ANSWERABLE_DATABASE_URL": database_url,
        "ANSWERABLE_DATA_DIR": str(tmp_path),
        "ANSWERABLE_LIMIT_PAGE_SIZE": "50",
    }
    clients: dict[str, set[str]] = {}
    for proxies in ("", "127.0.0.1"):
        port = free_port()
        named = {**variables, "ANSWERABLE_TRUSTED_PROXIES": proxies}
        with serving(["serve"], named, port) as served:
            request = Request(
                f"http://127.0.0.1:{port}/graphql?query={{meta{{limits{{pageSize}}}}}}",
                headers={"X-Forwarded-For": "192.0.2.77", "X-Request-ID": "the-one"},
            )
            with urlopen(request, timeout=30) as response:
                assert response.headers["X-Request-ID"] == "the-one"
                assert json.loads(response.read())["data"]["meta"]["limits"]["pageSize"] == 50
        lines = [json.loads(line) for line in served.noted.splitlines() if line[:1] == "{"]
        asked = [line for line in lines if line.get("request") == "the-one"]
        assert [(line["event"], line["level"], line["status"]) for line in asked] == [
            ("request", "info", 200)
        ]
        clients[proxies] = {line["client"] for line in asked}

    assert clients == {"": {"127.0.0.0"}, "127.0.0.1": {"192.0.2.0"}}


def test_a_limit_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "serve"],
        env={**os.environ, "ANSWERABLE_LIMIT_NODES": "many", "ANSWERABLE_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "ANSWERABLE_LIMIT_NODES cannot be read" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_rates_that_cannot_be_used_is_a_matter_of_usage(tmp_path: Path) -> None:
    variables = {
        "ANSWERABLE_DATA_DIR": str(tmp_path),
        "ANSWERABLE_RATE_STORE": "redis://:secret@127.0.0.1:x/0",
    }
    ended = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "serve", "--port", str(free_port())],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert ended.returncode == 2
    told = " ".join(ended.stderr.replace("│", " ").split())
    assert "the Redis of ANSWERABLE_RATE_STORE refuses us: Port could not be cast" in told
    assert "secret" not in told
    assert list(tmp_path.iterdir()) == []
