"""One server with the fictional area on record, and one browser before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.browsing import Visitor, find_chromium, serve_samples, start_browser

AXE = Path(__file__).parents[2] / "tools/browser/node_modules/axe-core/axe.min.js"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server."""
    if find_chromium() is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("browsed")
    with serve_samples(folder, "england", "exampleshire") as address:
        yield address


# No longer than the tests of a module: meanwhile Playwright's event loop is the one of the thread,
# in which other tests run theirs, and a browser works even where nobody asks it to.
@pytest.fixture(scope="module")
def visitor(address: str) -> Iterator[Visitor]:
    """A browser before the server."""
    with start_browser(address) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def axe() -> str:
    """The rules of axe-core, to be run in a page."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; tools/browser.sh installs it")
    return AXE.read_text(encoding="utf-8")
