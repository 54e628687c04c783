"""Search everywhere that the registry knows of, and say where words still stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from publish.delivery.known_destinations import list_known_destinations
from publish.word_search.destinations import search_destination
from publish.word_search.findings import Findings, OnPlace
from publish.word_search.folders import Seen, walk_files
from publish.word_search.phrases import Phrases
from publish.word_search.postgres import search_server
from publish.word_search.search_index import list_orphaned_stems, search_fts
from publish.word_search.streams import FileSearch, count_in_stream
from publish.word_search.tables import search_tables
from publish.word_search.word_places import TEMPORARY, YOURS, find_file_remedy
from registry import AnswerableError, Registry, Settings
from registry.database import find_database_file

_PREFIX = "answerable-"
_OF_A_DATABASE = ("", "-wal", "-shm", "-journal")


def search_words(
    registry: Registry,
    settings: Settings,
    phrases: Phrases,
    environment: Mapping[str, str],
    also: Iterable[str] = (),
    on_place: OnPlace = lambda _: None,
) -> Findings:
    """Search the database, the data folder, what commands left, and where releases were sent.

    ``also`` are further folders, files or destinations; ``on_place`` hears what is looked into.
    What cannot be looked into is named in the findings.
    """
    findings = Findings(phrases, on_place)
    with TemporaryDirectory(prefix=f"{_PREFIX}search-") as scratch:
        files = FileSearch(findings, Path(scratch))
        _search_database(registry, findings)
        _search_folders(files, settings)
        for address in _list_destinations(findings, settings):
            search_destination(files, address, environment, settings)
        for address in also:
            search_destination(files, address, environment, settings, YOURS)
    return findings


def _search_database(registry: Registry, findings: Findings) -> None:
    try:
        with registry.reading() as session:
            connection = session.connection
            known = search_tables(connection, findings)
            orphans = list_orphaned_stems(findings.phrases, known)
            if registry.dialect == "sqlite":
                search_fts(connection, findings, orphans)
            else:
                search_server(connection, findings, orphans)
    except AnswerableError as error:
        findings.skip("the database", str(error))


def _search_folders(files: FileSearch, settings: Settings) -> None:
    """Search the data folder, the database's files, and the other files that settings name."""
    seen: Seen = set()
    database = find_database_file(settings.database_url)
    # Its tables were searched: what is left are the bytes of its files.
    for ending in _OF_A_DATABASE if database else ():
        for file in walk_files(Path(f"{database}{ending}"), seen):
            _search_bytes(files.findings, file)
    for path in walk_files(settings.data_dir, seen):
        inside = path.relative_to(settings.data_dir).as_posix()
        files.search_file(str(path), path, find_file_remedy(inside))
    for named in (settings.signing_key, settings.trusted_documents):
        for path in walk_files(named, seen) if named else ():
            files.search_file(str(path), path, YOURS)
    for folder in sorted(Path(gettempdir()).glob(f"{_PREFIX}*")):
        for path in walk_files(folder, seen) if folder != files.scratch else ():
            files.search_file(str(path), path, TEMPORARY)


def _search_bytes(findings: Findings, path: Path) -> None:
    findings.begin(str(path))
    try:
        with path.open("rb") as stream:
            counts = count_in_stream(stream, findings.phrases)
    except OSError as error:
        findings.skip(str(path), error.strerror or str(error))
    else:
        findings.add(str(path), counts, find_file_remedy(path.name, is_database=True))


def _list_destinations(findings: Findings, settings: Settings) -> list[str]:
    try:
        return list_known_destinations(settings)
    except AnswerableError as error:
        findings.skip("the list of deliveries", str(error))
        return []
