"""Keep the committed contracts equal to the code: schema of the API, of mappings, descriptors.

`python -m tools.snapshots` writes them, `--check` only compares and shows what differs.
"""

import argparse
import difflib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import opendata
import schema
from ingest.mappings import mapping_schema

ROOT = Path(__file__).resolve().parent.parent
MAPPING = Path("docs/reference/mappings/mapping.schema.json")
DESCRIPTORS = Path("opendata/descriptors")


def contracts() -> dict[Path, str]:
    """Return what each committed file should say, by its path in the checkout."""
    descriptors = {Path(path): text for path, text in opendata.make_snapshots().items()}
    mapping = json.dumps(mapping_schema(), indent=1, ensure_ascii=False) + "\n"
    return {Path("schema/schema.graphql"): schema.sdl(), MAPPING: mapping, **descriptors}


def differences(wanted: Mapping[Path, str]) -> Iterator[str]:
    """Yield a unified diff for each file that does not say what it should."""
    for path in sorted(wanted.keys() | _left_over(wanted)):
        file = ROOT / path
        committed = file.read_text(encoding="utf-8") if file.is_file() else ""
        yield from difflib.unified_diff(
            committed.splitlines(keepends=True),
            wanted.get(path, "").splitlines(keepends=True),
            fromfile=f"{path} (committed)",
            tofile=f"{path} (the code)",
        )


def write(wanted: Mapping[Path, str]) -> None:
    """Make the files say what they should, and remove descriptors of what is no more."""
    for path, text in wanted.items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for path in _left_over(wanted):
        (ROOT / path).unlink()


def _left_over(wanted: Mapping[Path, str]) -> set[Path]:
    present = (path.relative_to(ROOT) for path in (ROOT / DESCRIPTORS).glob("*.json"))
    return {path for path in present if path not in wanted}


def main() -> int:
    """Write the snapshots, or compare them; 1 means that they differ."""
    parser = argparse.ArgumentParser(prog="python -m tools.snapshots", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, show what differs")
    wanted = contracts()
    if not parser.parse_args().check:
        write(wanted)
        return 0
    differing = list(differences(wanted))
    if not differing:
        print(f"Contract snapshots: {len(wanted)} files agree with the code.")
        return 0
    sys.stdout.writelines(differing)
    print("\nThe public contract changed. If that is meant: make snapshots, and commit the result.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
