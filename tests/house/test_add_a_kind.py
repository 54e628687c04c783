"""A new kind of fact is declared in few places and then found everywhere.

The places are those of docs/how-to/add-a-kind.md: this test writes them into a copy of the code.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.house import PACKAGES, ROOT

PAGE = ROOT / "docs/how-to/add-a-kind.md"
COPIED = (*PACKAGES, "tools", "docs", "pyproject.toml")
STEP = re.compile(
    r"^\d+\. \*\*(?P<what>[^*]+)\*\*, (?:new file|in) `(?P<path>[^`]+)`"
    r"(?: after the line with `(?P<after>[^`]+)`)?:.*?```\w+\n(?P<text>.*?)^ *```$",
    re.M | re.S,
)
MADE = (["tools.migration", "site_visits"], ["tools.snapshots"], ["tools.import_forms"])


@dataclass(frozen=True)
class Place:
    """One place that is written by hand: a new file, or lines after a line of a file."""

    path: str
    after: str | None
    text: str

    def write(self, checkout: Path) -> None:
        file = checkout / self.path
        if self.after is None:
            assert not file.exists(), self.path
            file.write_text(self.text, encoding="utf-8")
            return
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        (number,) = [n for n, line in enumerate(lines) if self.after in line]
        indented = textwrap.indent(self.text, " " * 4)
        file.write_text("".join([*lines[: number + 1], indented, *lines[number + 1 :]]))


def places() -> list[Place]:
    page = PAGE.read_text(encoding="utf-8")
    return [
        Place(step["path"], step["after"], textwrap.dedent(step["text"]))
        for step in STEP.finditer(page)
    ]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the code to which the kind of the page was added."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    for place in places():
        place.write(folder)
    for command in MADE:
        run(folder, "-m", *command)
    yield folder
    shutil.rmtree(folder)


def run(folder: Path, *arguments: str) -> str:
    """Run Python in a copy of the code; returns what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_kind_is_written_in_at_most_eight_places() -> None:
    assert 1 <= len(places()) <= 8
    numbered = re.findall(r"^\d+\. \*\*", PAGE.read_text(encoding="utf-8"), re.M)
    assert len(places()) == len(numbered), "a place of the page that this test does not apply"


def test_a_new_kind_is_found_everywhere(checkout: Path, tmp_path: Path) -> None:
    script = ROOT / "tests/house/adding_a_kind.py"
    told: dict[str, Any] = json.loads(run(checkout, str(script), str(tmp_path)))

    assert told == {
        "refused": ["P leads T and cannot visit it"],
        "recorded": 2,
        "verified": 10,
        "api": {
            "before": {"totalCount": 1},
            "on": {"totalCount": 2},
            "sorted": {
                "nodes": [
                    {"reference": "V2", "visitedOn": "2008-06-01"},
                    {"reference": "V1", "visitedOn": "2007-06-01"},
                ]
            },
            "siteVisit": {
                "title": "A walk round the tip",
                "uri": "https://answerable.example/site_visits/V2",
                "by": {"name": "Inspectors"},
                "history": {"nodes": [{"act": "SiteVisited"}]},
            },
            "search": {
                "nodes": [{"resource": {"reference": "V2"}}, {"resource": {"reference": "V1"}}]
            },
            "findings": {
                "nodes": [
                    {
                        "says": "“A walk round the tip” does not say what was seen.",
                        "about": {"reference": "V2"},
                    }
                ]
            },
        },
        "subscription": "SiteVisited",
        "page": 200,
        "front page": True,
        "csv": ["V1", "V2"],
        "parquet": ["V1", "V2"],
        "proof": 10,
        "form": ["site_visits"],
        "documented": True,
    }


def test_the_migration_of_the_new_kind_builds_what_its_model_says(checkout: Path) -> None:
    (migration,) = (checkout / "registry/migrations/versions").glob("*_site_visits.py")

    assert migration.read_text(encoding="utf-8").endswith(
        '''
def upgrade() -> None:
    """Create the table and its history."""
    create_kept_record_tables(
        "site_visits",
        reference_column("target", "targets"),
        reference_column("by", "partners"),
        text_column("title"),
        text_column("visited_on", null=True),
        text_column("seen", null=True),
    )
    op.create_index("ix_site_visits_source", "site_visits", ["source"])
'''
    )
