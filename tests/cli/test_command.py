"""The command itself: help, versions, templates, completion, and how it is installed."""

import csv
import io
import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

from cli.app import main
from ingest.packages import import_packages
from registry import Registry
from registry.acts import ACTS, fields_of
from registry.models import TABLES
from tests.cli.ended import Command
from tests.support.packages import SOURCES, write_package

COMMANDS = (
    "demo",
    "serve",
    "init",
    "migrate",
    "import",
    "template",
    "synth",
    "verify",
    "replay",
    "who",
    "publish",
    "version",
)


def test_the_command_is_installed() -> None:
    (script,) = entry_points(group="console_scripts", name="answerable")

    assert script.load() is main


def test_it_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "version"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"answerable {version('answerable')} (Python 3.")


def test_without_a_command_it_explains_itself(plain: Command) -> None:
    ended = plain()

    assert ended.code == 2
    assert "Exit codes: 0 fine, 1 the data is invalid, 2 usage" in ended.out + ended.err


def test_help_names_every_command(plain: Command) -> None:
    ended = plain("--help")

    assert ended.code == 0
    shown = {line.split()[1] for line in ended.out.splitlines() if line.startswith("│ ")}
    assert set(COMMANDS) <= shown


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_gives_an_example(plain: Command, command: str) -> None:
    ended = plain(command, "--help")

    assert ended.code == 0
    assert "For example:" in ended.out
    assert f"answerable {command}" in ended.out.partition("For example:")[2]


def test_a_misspelt_command_is_a_matter_of_usage(plain: Command) -> None:
    ended = plain("imprt")

    assert ended.code == 2
    assert "import" in ended.err


def test_the_version_for_machines(plain: Command) -> None:
    ended = plain("version", "--json")

    assert ended.json["version"] == version("answerable")
    assert sorted(ended.json) == ["python", "sqlite", "version"]


def test_templates_of_all_kinds(plain: Command) -> None:
    ended = plain("template")

    assert [line.split()[0] for line in ended.out.splitlines()] == ["kind", *ACTS]
    assert "targets               The partners of an agreement set a target." in ended.out


@pytest.mark.parametrize("kind", ACTS)
def test_a_template_is_the_header_of_its_file(plain: Command, kind: str) -> None:
    ended = plain("template", kind)

    assert ended.out == ",".join(field.name for field in fields_of(ACTS[kind])) + "\n"


def test_a_filled_template_comes_in(plain: Command, registry: Registry, tmp_path: Path) -> None:
    text = io.StringIO(newline="")
    text.write(plain("template", "regions").out)
    header = next(csv.reader([text.getvalue()]))
    cells = {"reference": "R", "standing": "FICTIONAL", "source": "S", "name": "The North"}
    csv.DictWriter(text, header).writerow(cells)
    package = write_package(tmp_path / "p", {"sources": SOURCES, "regions": text.getvalue()})

    assert import_packages(registry, [package]).new_acts == 2


def test_a_template_explained(plain: Command) -> None:
    lines = plain("template", "area_codes", "--describe").out.splitlines()

    assert lines[0] == "An area was given a code."
    assert lines[1:4] == [
        "",
        "reference",
        "  The readable key, unique within its kind and never reused.",
    ]
    assert lines[4].endswith("left empty, it is made of area, scheme, value.")
    assert "area (required)" in lines
    assert "  Write the reference of one of the areas." in lines


def test_a_template_for_machines(plain: Command) -> None:
    (area,) = (
        column
        for column in plain("template", "targets", "--json").json["columns"]
        if column["name"] == "area"
    )

    assert area == {
        "name": "area",
        "form": "a reference",
        "how": "Write the reference of one of the areas",
        "required": False,
        "refers": "areas",
        "meaning": TABLES["targets"].c.area.comment,
    }
    assert [form["kind"] for form in plain("template", "--json").json] == list(ACTS)


def test_a_template_of_no_kind(plain: Command) -> None:
    ended = plain("template", "target")

    assert ended.code == 2
    assert "there is no kind target. Did you mean targets?" in ended.err


def test_completion_can_be_shown(plain: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")

    ended = plain("--show-completion", "bash")

    assert ended.code == 0
    assert "_ANSWERABLE_COMPLETE=complete_bash" in ended.out


def test_a_synthetic_registry_is_written_where_nothing_is(plain: Command, tmp_path: Path) -> None:
    first = plain("synth", "--scale", "0.001", "--to", tmp_path / "p")
    second = plain("synth", "--scale", "0.001", "--to", tmp_path / "p")

    assert first.code == 0
    assert first.out.startswith("Wrote 1,")
    assert (tmp_path / "p" / "datapackage.json").is_file()
    assert second.code == 2
    assert "is not an empty folder" in " ".join(second.err.replace("│", " ").split())
