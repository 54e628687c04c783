"""Debian's Chromium, driven by Playwright, before a server with the sample records."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

import registry
import web
from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from web.server import Server

# Whatever a browser does by itself (updates, synchronising, looking up its maker's hosts) is off.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (1280, 390, 320)
_HEIGHT = 900
# In milliseconds; a busy machine needs long.
_PATIENCE = 60_000


def find_chromium() -> str | None:
    """Return where Chromium is on this machine; None where it is not."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser before one site."""

    browser: Browser
    address: str

    @contextmanager
    def open(
        self, path: str, width: int = WIDTHS[0], *, dark: bool = False, script: bool = True
    ) -> Iterator[Page]:
        """Open a page as a new visitor sees it."""
        context = self.browser.new_context(
            viewport={"width": width, "height": _HEIGHT},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            bypass_csp=False,
        )
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.goto(urljoin(self.address, path))
        yield page
        context.close()


@contextmanager
def start_browser(address: str) -> Iterator[Visitor]:
    """Start Chromium for a site.

    Raises:
        FileNotFoundError: this machine has none.
    """
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError("There is no Chromium on this machine; install Debian's chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield Visitor(browser, address)
        browser.close()


@contextmanager
def serve_samples(folder: Path, *names: str) -> Iterator[str]:
    """Serve the sample records, or those of some packages, out of a folder; give the address."""
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder}/registry.sqlite")
    registry.migrate(settings.database_url)
    filled = Registry.open(settings.database_url)
    import_packages(filled, [p for p in sample_packages() if not names or p.name in names])
    filled.close()
    listening = socket.create_server(("127.0.0.1", 0))
    served = Server(web.app(settings), settings)
    thread = Thread(target=served.run, kwargs={"sockets": [listening]}, name="server")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        served.should_exit = True
        thread.join()
