"""A small registry that is published again and again."""

import csv
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from publish import PublishResult
from registry import REGISTRAR, Settings, make_redaction, record
from tests.registry.world import Clock, World, setting
from tests.support.databases import SqliteDatabases
from tests.support.publishing import publish_unaudited

NEGOTIATIONS = "negotiations-laa"
BASE_URL = "https://registry.example"


@dataclass(frozen=True)
class Beginning:
    """A registry with its releases in one folder: many tests begin with a copy of it."""

    folder: Path
    moment: datetime

    def copy(self, folder: Path) -> World:
        """Copy everything into a folder and open the copy."""
        shutil.copytree(self.folder, folder, symlinks=True, dirs_exist_ok=True)
        return World(f"sqlite:///{folder / 'registry.sqlite'}", Clock(self.moment))


def begin(
    databases: SqliteDatabases, folder: Path, story: Callable[[World, Settings], None]
) -> Beginning:
    """Tell a story once, after the setting of all stories."""
    world = World(databases.fresh(folder))
    with closing(world.registry):
        world.record(*setting())
        story(world, Settings(data_dir=folder, base_url=BASE_URL))
    return Beginning(folder, world.clock.moment)


def published(world: World, settings: Settings, **options: Any) -> PublishResult:
    """Publish without the audit."""
    return publish_unaudited(world.registry, settings, **options)


def made(done: PublishResult) -> dict[str, str]:
    """The versions that a run made, by dataset."""
    return {release.dataset: release.version for release in done.made}


def redact(world: World, number: int, fields: str, reason: str = "It names a child") -> int:
    """Take words off an entry; returns the entry that did so."""
    with world.registry.writing() as session:
        act = make_redaction(session.connection, number, fields=fields, reason=reason, source="S")
        return record(session, [act], author=REGISTRAR).entries[0]


def changes(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "changes.json").read_text(encoding="utf-8"))
    return told


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def references(folder: Path) -> set[tuple[str, str]]:
    """The kind and reference of every record of a release."""
    with (folder / "record_entries.csv").open(newline="") as file:
        return {(row["kind"], row["reference"]) for row in csv.DictReader(file)}
