"""Fetch a release by its address, when somebody verifies it; nothing else is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from publish import file_names
from publish.proof.checksums import read_sums
from publish.proof.tlog_proof import SUFFIX
from registry import Damaged, Unavailable

_SECONDS = 30
_CHUNK = 1 << 20
_SUMS_BYTES = 1 << 20
_TOTAL_BYTES = 16 << 30


def is_address(text: str) -> bool:
    """Return whether a text is an address, not a file."""
    return text.startswith(("https://", "http://"))


@contextmanager
def fetch_release(address: str) -> Iterator[Path]:
    """Fetch what is at an address: a zip, a proof, a checkpoint, or a folder with its sums.

    Raises:
        Unavailable: it cannot be fetched.
        Damaged: it is no release.
    """
    with TemporaryDirectory(prefix="answerable-verify-") as scratch:
        folder = Path(scratch) / "release"
        folder.mkdir()
        name = urlsplit(address).path.rpartition("/")[2]
        if name.endswith((".zip", ".json", SUFFIX)) or name == file_names.CHECKPOINT:
            path = folder / name
            _fetch_file(address, path, _TOTAL_BYTES)
            if name.endswith(".zip"):
                _fetch_if_there(
                    f"{address}{file_names.SIGNATURE}", folder / f"{name}{file_names.SIGNATURE}"
                )
            yield path
        else:
            _fetch_folder(address if address.endswith("/") else f"{address}/", folder)
            yield folder


def _fetch_folder(base: str, folder: Path) -> None:
    sums = folder / file_names.SUMS
    _fetch_file(urljoin(base, file_names.SUMS), sums, _SUMS_BYTES)
    _fetch_if_there(urljoin(base, file_names.SUMS_SIGNED), folder / file_names.SUMS_SIGNED)
    left = _TOTAL_BYTES
    for name in read_sums(sums.read_text(encoding="utf-8", errors="replace")):
        left -= _fetch_file(urljoin(base, name), folder / name, left)


def _fetch_if_there(address: str, path: Path) -> None:
    try:
        _fetch_file(address, path, _SUMS_BYTES)
    except Unavailable:
        path.unlink(missing_ok=True)


def _fetch_file(address: str, path: Path, most: int) -> int:
    size = 0
    try:
        with urlopen(address, timeout=_SECONDS) as answer, path.open("wb") as file:
            while chunk := answer.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise Damaged(address, "it is larger than any release")
                file.write(chunk)
    except (HTTPException, OSError, ValueError) as error:
        # Errors of urllib are errors of the system.
        raise Unavailable(f"{address} cannot be fetched: {error}") from error
    return size
