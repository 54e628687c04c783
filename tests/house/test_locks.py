"""The locks say which files, by their hashes, and never where they came from."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.house import ROOT, name

LOCKS = sorted(ROOT.glob("requirements*.txt"))
PINNED = re.compile(
    r"^([a-z0-9][a-z0-9._-]*)==(\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", re.M
)
VERSIONS = ("3.11", "3.12", "3.13")


def pins(lock: Path) -> dict[str, str]:
    return {found[1]: found[2] for found in PINNED.finditer(lock.read_text(encoding="utf-8"))}


def needs(package: str, python: str) -> Iterator[str]:
    """Yield what a package asks for on this version of Python, under Linux."""
    environment: dict[str, str] = {
        name: str(value) for name, value in default_environment().items()
    }
    environment |= {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    environment |= {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    for line in distribution(package).requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(dict(environment)):
            yield canonicalize_name(requirement.name)


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    rest = PINNED.sub("", text)

    assert pins(lock)
    assert [line for line in rest.splitlines() if line and not line.lstrip().startswith("#")] == []
    assert "://" not in text


def test_the_locks_agree_with_each_other() -> None:
    # One environment holds these four.
    runtime, dev, build, bench = (
        pins(ROOT / f"requirements{kind}.txt") for kind in ("", "-dev", "-build", "-bench")
    )

    assert runtime.items() <= (build | dev | runtime).items()
    assert {p for p in dev.keys() & runtime.keys() if dev[p] != runtime[p]} == set()
    assert {p for p in build.keys() & dev.keys() if build[p] != dev[p]} == set()
    assert {p for p in build.keys() & runtime.keys() if build[p] != runtime[p]} == set()
    others = runtime | dev
    assert {p for p in bench.keys() & others.keys() if bench[p] != others[p]} == set()


@pytest.mark.parametrize("python", VERSIONS)
def test_the_locks_are_whole_on_every_supported_python(python: str) -> None:
    runtime = pins(ROOT / "requirements.txt")
    everything = runtime | pins(ROOT / "requirements-dev.txt")

    assert {(p, n) for p in runtime for n in needs(p, python) if n not in runtime} == set()
    assert {(p, n) for p in everything for n in needs(p, python) if n not in everything} == set()


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = pins(ROOT / "requirements.txt")
    direct = [Requirement(line) for line in project["project"]["dependencies"]]

    assert {
        str(r) for r in direct if not r.specifier.contains(runtime.get(r.name.lower(), "0"))
    } == set()


@pytest.mark.parametrize("folder", ["web/assets", "tools/audit", "bench/peers/postgraphile"])
def test_npm_packages_are_locked_without_addresses(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: package for path, package in lock["packages"].items() if path}

    assert [path for path, package in packages.items() if "resolved" in package] == []
    assert [path for path, package in packages.items() if "integrity" not in package] == []
