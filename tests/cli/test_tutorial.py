"""The tutorial's commands do what it says, in its order."""

import os
import subprocess
import sys
from pathlib import Path

from ingest.packages import import_packages, sample_packages
from registry import Registry, migrate
from tests.support.docs import read_blocks
from tests.support.house import ROOT

SAMPLES = ("england", "exampleshire")
TUTORIAL = "docs/tutorial/first-hour.md"


def commands() -> str:
    """Return the tutorial's blocks of shell."""
    return "\n".join(read_blocks(TUTORIAL, "sh"))


def test_the_tutorial_leads_to_a_query_a_package_and_a_proof(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    url = f"sqlite:///{data}/answerable.sqlite"
    migrate(url)
    registry = Registry.open(url)
    import_packages(registry, [path for path in sample_packages() if path.name in SAMPLES])
    registry.close()
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands()],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Exampleshire Police led EXS-T1" in done.stdout
    assert "Would record 1 new act; 0 were on record already." in done.stdout
    assert "Recorded 1 new act; 0 were on record already." in done.stdout
    assert (data / "releases/registry/latest/datapackage.json").is_file()
    assert (tmp_path / "proof.json").is_file()
