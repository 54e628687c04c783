"""What docs/how-to/write-a-client.md tells people to write works against a server that listens."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import schema

ROOT = Path(schema.__file__).parents[1]
DOCUMENT = ROOT / "docs/how-to/write-a-client.md"
SNIPPETS = re.findall(
    r"^```(python|js)\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)
CLIENTS = ROOT / "tools/clients"
SERVED = "http://127.0.0.1:8000"
needs_clients = pytest.mark.skipif(
    not all((CLIENTS / "node_modules" / name).exists() for name in (".ready", "@apollo/client")),
    reason="tools/clients is not prepared; tools/clients.sh prepare installs what it takes",
)
PYTHON = [text for language, text in SNIPPETS if language == "python"]
JAVASCRIPT = [text for language, text in SNIPPETS if language == "js"]


def printed(command: list[str], program: str, address: str, folder: Path, suffix: str) -> list[str]:
    """The lines that a snippet prints, as a program of its own that asks the server."""
    assert SERVED in program
    file = folder / f"snippet{suffix}"
    file.write_text(program.replace(SERVED, address), encoding="utf-8")
    ran = subprocess.run(
        [*command, str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()


def test_python_with_gql_walks_the_pages_and_tells_why_it_is_refused(
    address: str, tmp_path: Path
) -> None:
    assert printed([sys.executable], PYTHON[0], address, tmp_path, ".py") == [
        "37 Exampleshire Council Time to recover for people leaving hospital",
        "30 Exampleshire Council Keep half of new business rates",
        "51 Exampleshire Council School travel zones",
        "BAD_USER_INPUT PAGE_SIZE",
    ]


def test_python_without_any_library(address: str, tmp_path: Path) -> None:
    assert len(PYTHON) == 2
    assert printed([sys.executable], PYTHON[1], address, tmp_path, ".py") == ["Exampleshire Police"]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node on this machine")
def test_javascript_with_fetch(address: str, tmp_path: Path) -> None:
    program, *_ = JAVASCRIPT
    assert printed(["node"], program, address, tmp_path, ".mjs") == [
        "750000.00 Make example communities safer",
        "400000.00 Bring more people into work and learning",
    ]


@needs_clients
@pytest.mark.parametrize("library", ["@apollo/client", "@urql/exchange-graphcache"])
def test_caches_that_keep_records_by_key_tell_the_two_leads_apart(
    address: str, library: str
) -> None:
    (program,) = (text for text in JAVASCRIPT if f'from "{library}"' in text)

    # Node finds libraries beside the program.
    with tempfile.TemporaryDirectory(dir=CLIENTS) as folder:
        lines = printed(["node"], program, address, Path(folder), ".mjs")

    assert lines == ["Exampleshire Police -> Exampleshire Council"]


@needs_clients
def test_a_typed_client_is_made_from_the_contract_and_type_checks(address: str) -> None:
    script = CLIENTS.parent / "clients.sh"
    made = subprocess.run([script], capture_output=True, text=True, check=False, timeout=120)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")

    client = CLIENTS / "built/client.js"
    ran = subprocess.run(
        ["node", client, f"{address}/graphql"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.stderr, ran.stdout.splitlines()) == (
        "",
        [
            "3 37 true",
            "EXS-DEPT DEPARTMENT 2 51",
            "null null 1 30",
            "EXS-DEPT-SAFETY DEPARTMENT 0 null",
        ],
    )
