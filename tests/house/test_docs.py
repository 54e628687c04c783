"""Documentation leads somewhere, and every page of it can be found."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import ROOT, name
from tools.decisions import PAGE, make_page

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]+)?\)")


def linked(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield the path and the anchor of each relative link of a page."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for found in LINK.finditer(text):
        yield (page.parent / found[1]).resolve(), (found[2] or "").removeprefix("#")


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    dangling = [
        f"{target}#{anchor}"
        for target, anchor in linked(page)
        if not target.exists() or (anchor and anchor not in anchors(target))
    ]

    assert dangling == []


def test_every_page_is_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "docs/index.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".md":
            seen.add(page)
            waiting.extend(target for target, _ in linked(page))

    assert [name(page) for page in PAGES if page not in seen and page.name != "README.md"] == []


def test_the_list_of_decisions_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == make_page(), "run python -m tools.decisions"
