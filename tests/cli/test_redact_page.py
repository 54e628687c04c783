"""The commands of docs/how-to/redact.md do what the page says, in its order."""

import io
import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from ingest.packages import import_packages, sample_packages
from publish.word_search import read_phrases, search_words
from registry import Registry, Settings
from tests.support.docs import read_blocks
from tests.support.house import ROOT
from tests.support.publishing import publish_unaudited

PAGE = "docs/how-to/redact.md"
WORDS = b"Fewer burglaries in place of more detections"
PLACES = ("england", "exampleshire")


def find_entry(registry: Registry, settings: Settings) -> str:
    """Return the number of the entry that the page redacts."""
    found = search_words(registry, settings, read_phrases(io.BytesIO(WORDS)), {})
    (place,) = [one for one in found.found if one.place == "table entries, column payload"]
    (where,) = place.where
    told = re.fullmatch(r"entry (\d+), fields title", where)
    assert told
    return told[1]


def test_the_commands_of_the_page_take_words_off_everywhere(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url=sqlite_url)
    with closing(Registry.open(sqlite_url)) as registry:
        import_packages(registry, [path for path in sample_packages() if path.name in PLACES])
        publish_unaudited(registry, settings)
        entry = find_entry(registry, settings)
    variables = {
        "ANSWERABLE_DATABASE_URL": sqlite_url,
        "ANSWERABLE_DATA_DIR": str(tmp_path / "data"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "ENTRY": entry,
        "TMPDIR": str(tmp_path),
    }

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(read_blocks(PAGE, "sh"))],
        cwd=tmp_path,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert f"column payload: phrase 1, once (entry {entry}, fields title)\n" in done.stdout
    assert "The words still stand. " in done.stdout
    assert done.stdout.count("It ended with 6.\n") == 1
    assert re.search(r"The words stand in none of [\d,]+ tables and files\.\n$", done.stdout)
    assert (tmp_path / "data/releases/registry/1.0.0/withdrawn.json").is_file()
    assert (tmp_path / "static/registry/latest/proposals.csv").is_file()
    assert not (tmp_path / "words.txt").exists()
