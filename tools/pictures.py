"""`make pictures`: how pages look, at three widths, light and dark, as files in build/pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tools.browsing import WIDTHS, Visitor, serve_samples, start_browser

FOLDER = Path(__file__).parents[1] / "build/pictures"
# A page of each template, with much on it and with little.
PATHS = (
    "/",
    "/nowhere",
    "/search?q=burglary",
    "/search?q=burglery",
    "/areas/",
    "/agreements/",
    "/partners/",
    "/goals/",
    "/targets/",
    "/proposals/",
    "/findings/",
    "/sources/",
    "/corrections/",
    "/graphql/form",
    "/data/",
    "/targets/EXS-T1",
    "/targets/EXS-T2",
    "/areas/EXS-EXAMPLESHIRE",
    "/agreements/EXS-LAA-2007",
    "/partners/EXS-POLICE",
    "/proposals/EXS-P1",
    "/sources/EXS-SOURCE-LAA",
)


def name_picture(path: str, width: int, scheme: str) -> str:
    """Name the file of a page at a width."""
    words = "".join(c if c.isalnum() else "-" for c in path.strip("/")) or "home"
    return f"{words[:60]}-{width}-{scheme}.png"


def take_pictures(visitor: Visitor, paths: tuple[str, ...], folder: Path) -> int:
    """Write a picture of each page at each width, light and dark; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                with visitor.open(path, width, dark=scheme == "dark") as page:
                    name = name_picture(path, width, scheme)
                    page.screenshot(path=folder / name, full_page=True)
    return len(paths) * len(WIDTHS) * 2


def main(words: list[str]) -> int:
    """Take pictures of the paths that are named, or of all; from a server that runs, if named."""
    addresses = [word for word in words if word.startswith("http")]
    paths = tuple(word for word in words if not word.startswith("http")) or PATHS
    with tempfile.TemporaryDirectory(prefix="answerable-pictures-") as name:
        if addresses:
            with start_browser(addresses[0]) as visitor:
                count = take_pictures(visitor, paths, FOLDER)
        else:
            with serve_samples(Path(name)) as address, start_browser(address) as visitor:
                count = take_pictures(visitor, paths, FOLDER)
    print(f"{count} pictures are in {FOLDER}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
