"""Keep the list of decisions equal to the decisions.

`python -m tools.decisions` writes docs/decisions/README.md, `--check` only compares.
"""

import argparse
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs/decisions"
PAGE = FOLDER / "README.md"
INTRODUCTION = """# Decisions

One page each: status, context, decision, consequences, alternatives. A decision that no longer
holds stays, and its status says what took its place. Numbers 18 and 20 were never given.

| | decision | status |
| --- | --- | --- |
"""


def make_page() -> str:
    """Return the list as it should be.

    Raises:
        ValueError: a decision lacks its title or its status.
    """
    rows = []
    for path in sorted(FOLDER.glob("[0-9]*.md")):
        text = path.read_text(encoding="utf-8")
        found = re.match(r"# (\d+)\. (.+)\n\nStatus: (.+)\.\n", text)
        if found is None:
            raise ValueError(f"{path.name} lacks `# NUMBER. TITLE` or `Status: WORDS.` below it")
        number, title, status = found.groups()
        rows.append(f"| {number} | [{title}]({path.name}) | {status} |\n")
    return INTRODUCTION + "".join(rows)


def main() -> int:
    """Write the page, or compare it; 1 means that it differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.decisions", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    page = make_page()
    if not parser.parse_args().check:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/decisions/README.md is not current: run python -m tools.decisions")
    return 1


if __name__ == "__main__":
    sys.exit(main())
