"""Search where releases were sent: folders, stores and portals."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, cast

import obstore

from publish.catalogue import make_catalogue
from publish.delivery import open_destination
from publish.delivery.ckan import CkanPortal
from publish.delivery.ckan_packages import OURS, make_names
from publish.delivery.object_store import FAILURES, ObjectStore
from publish.releases.layout import list_dataset_names, releases_folder
from publish.word_search.findings import Findings
from publish.word_search.folders import walk_files
from publish.word_search.streams import FileSearch
from publish.word_search.word_places import DELIVERED, LISTED
from registry import AnswerableError, Settings

_VERSIONS = "{place}: a bucket that keeps versions of its objects has to delete them itself"
_GONE = "it is not there; if nothing was left of it, remove it from deliveries.json"


def search_destination(
    files: FileSearch,
    address: str,
    environment: Mapping[str, str],
    settings: Settings,
    remedy: str = DELIVERED,
) -> None:
    """Search a folder, a store or a portal; one that cannot be reached is named."""
    if "://" not in address:
        _search_folder(files, Path(address), remedy)
        return
    try:
        place = open_destination(address, environment, settings)
        if isinstance(place, ObjectStore):
            _search_store(files, place)
        elif isinstance(place, CkanPortal):
            _search_portal(files.findings, place, settings)
    except AnswerableError as error:
        files.findings.skip(address, str(error))


def _search_folder(files: FileSearch, folder: Path, remedy: str) -> None:
    if not folder.exists():
        files.findings.skip(str(folder), _GONE)
    for path in walk_files(folder, set()):
        files.search_file(str(path), path, remedy)


def _search_store(files: FileSearch, store: ObjectStore) -> None:
    files.findings.notes.append(_VERSIONS.format(place=store.name))
    key = ""
    try:
        for some in obstore.list(store.backend):
            for meta in some:
                key = meta["path"]
                reader = io.BufferedReader(_StoredFile(obstore.open_reader(store.backend, key)))
                files.search_stream(f"{store.name}/{key}", cast(IO[bytes], reader), DELIVERED)
    except FAILURES as error:
        message = str(error).partition("\n")[0]
        files.findings.skip(f"{store.name}/{key}", f"it cannot be read: {message}")


class _StoredFile(io.RawIOBase):
    """An object of a store as a file."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place: int = self._reader.seek(offset, whence)
        return place

    def tell(self) -> int:
        place: int = self._reader.tell()
        return place

    def readinto(self, buffer: Any) -> int:
        piece = bytes(self._reader.read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)


def _search_portal(findings: Findings, portal: CkanPortal, settings: Settings) -> None:
    ours = make_catalogue(settings, ()).uri
    published = list_dataset_names(releases_folder(settings.data_dir))
    # A dataset that was deleted is listed no more, but the portal still stores it.
    for name in sorted({*portal.actions.find_marked(OURS, ours), *make_names(published)}):
        place = f"{portal.name}: {name}"
        findings.begin(place)
        there = portal.actions.find_dataset(name)
        findings.add(place, findings.phrases.count(json.dumps(there).encode()), LISTED)
