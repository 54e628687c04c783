"""Checkpoints that are signed again and again: by `sign --every`, and by `demo` itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.commands.sign import sign_in_background
from registry import REGISTRAR, Registry, Settings, record
from tests.cli.ended import Command
from tests.registry.world import setting, target

PATIENCE = 120.0
NAME = "registry.example/log"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    base_url = "https://registry.example"
    return Settings(data_dir=tmp_path / "data", database_url=database_url, base_url=base_url)


@pytest.fixture
def keyed(answerable: Command, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line of a registry with a key and 16 entries."""
    monkeypatch.setenv("ANSWERABLE_BASE_URL", "https://registry.example")
    with registry.writing() as session:
        record(session, setting(), author=REGISTRAR)
    assert answerable("key", "new").code == 0
    return answerable


def _await_size(settings: Settings, size: int) -> None:
    """Wait until so many entries are signed."""
    path, end = settings.data_dir / "log/checkpoint", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if path.exists() and path.read_text().splitlines()[:2] == [NAME, str(size)]:
            return
        time.sleep(0.05)
    pytest.fail(f"{size} entries were never signed")


def _record_more(registry: Registry) -> None:
    with registry.writing() as session:
        record(session, [target("T2")], author=REGISTRAR)


@pytest.mark.usefixtures("keyed")
def test_what_is_recorded_is_signed_at_the_next_time(
    registry: Registry, settings: Settings
) -> None:
    command = [sys.executable, "-c", "import cli; cli.main()", "sign", "--every", "1s"]
    with subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            _await_size(settings, 16)
            _record_more(registry)
            _await_size(settings, 17)
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()

    assert (process.returncode, said) == (0, f"Signed 16 entries of {NAME}.\n")


@pytest.mark.usefixtures("keyed")
def test_demo_signs_by_itself(
    registry: Registry, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.commands.sign._IN_DEMO", 0.05)

    stop = sign_in_background(settings)
    try:
        _await_size(settings, 16)
        _record_more(registry)
        _await_size(settings, 17)
    finally:
        stop.set()


def test_without_a_key_nothing_is_signed_in_the_background(settings: Settings) -> None:
    stop = sign_in_background(settings)
    stop.set()

    assert not (settings.data_dir / "log").exists()
