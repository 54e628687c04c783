"""Search what PostgreSQL keeps beside the rows: statistics, statements, and its own files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any, cast

from sqlalchemy import Connection, text

from publish.word_search.findings import Findings
from publish.word_search.phrases import Counts, Phrases
from publish.word_search.search_index import make_key_phrases
from publish.word_search.streams import count_in_stream
from publish.word_search.word_places import (
    SERVER_FILES,
    STATEMENTS,
    STATISTICS,
    WRITE_AHEAD,
)
from registry.vocabulary import find_stems

_STATISTICS = (
    "SELECT tablename || '.' || attname, concat_ws(' ', most_common_vals, histogram_bounds, "
    "most_common_elems) FROM pg_stats "
    "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    "SELECT statistics_name, concat_ws(' ', most_common_vals) FROM pg_stats_ext",
    "SELECT statistics_name, concat_ws(' ', most_common_vals, histogram_bounds, "
    "most_common_elems) FROM pg_stats_ext_exprs",
)
_STATEMENTS = "SELECT pid::text, query FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
_MAY_READ = (
    "SELECT has_function_privilege('pg_read_binary_file(text, bigint, bigint, boolean)', 'EXECUTE')"
    " AND has_function_privilege('pg_ls_dir(text)', 'EXECUTE')"
    " AND has_function_privilege('pg_ls_waldir()', 'EXECUTE')"
)
_FILES = """
WITH named AS (
    SELECT relname, pg_relation_filepath(oid) AS path FROM pg_class
    WHERE pg_relation_filepath(oid) NOT LIKE 'global/%'
), folders AS (SELECT DISTINCT regexp_replace(path, '/[^/]*$', '') AS folder FROM named)
SELECT folder || '/' || file, coalesce(relname, 'a table that is gone')
FROM folders CROSS JOIN pg_ls_dir(folder) AS file
LEFT JOIN named ON path = folder || '/' || regexp_replace(file, '[._].*$', '')
ORDER BY 1
"""
_LOGS = "SELECT 'pg_wal/' || name FROM pg_ls_waldir() ORDER BY 1"
_READ = "SELECT pg_read_binary_file(:path, :offset, :size, true)"
_CHUNK = 4 << 20
_UNREADABLE = (
    "PostgreSQL's own files were not searched: this needs a superuser. After a redaction run "
    "VACUUM (FULL, ANALYZE)"
)


def search_server(connection: Connection, findings: Findings, orphans: dict[str, int]) -> None:
    """Search what the server keeps beside the rows."""
    findings.begin("PostgreSQL's statistics")
    for statement in _STATISTICS:
        for name, values in connection.execute(text(statement)):
            counts = findings.phrases.count(values.encode())
            counts += Counts(orphans[stem] for stem in find_stems(values) & orphans.keys())
            findings.add(f"statistics of {name}", counts, STATISTICS)
    for pid, query in connection.execute(text(_STATEMENTS)):
        counts = findings.phrases.count((query or "").encode())
        findings.add(f"pg_stat_activity, connection {pid}", counts, STATEMENTS)
    if connection.execute(text(_MAY_READ)).scalar_one():
        _search_files(connection, findings, make_key_phrases(orphans))
    else:
        findings.notes.append(_UNREADABLE)


def _search_files(connection: Connection, findings: Findings, keys: Phrases | None) -> None:
    for path, name in connection.execute(text(_FILES)).all():
        place = f"file {path} ({name})"
        findings.begin(place)
        counts = _count_file(connection, path, findings.phrases)
        if keys is not None and name.startswith("ix_search_texts"):
            counts += _count_file(connection, path, keys)
        findings.add(place, counts, SERVER_FILES)
    for (path,) in connection.execute(text(_LOGS)).all():
        findings.begin(path)
        counts = _count_file(connection, path, findings.phrases)
        findings.add(path, counts, WRITE_AHEAD)


def _count_file(connection: Connection, path: str, phrases: Phrases) -> Counts:
    return count_in_stream(cast(IO[bytes], _ServerFile(connection, path)), phrases)


class _ServerFile(io.RawIOBase):
    """A file of the server, read piece by piece; one that is gone meanwhile is empty."""

    def __init__(self, connection: Connection, path: str) -> None:
        self._pieces = self._read_pieces(connection, path)

    def read(self, _size: int = -1) -> bytes:
        return next(self._pieces, b"")

    @staticmethod
    def _read_pieces(connection: Connection, path: str) -> Iterator[bytes]:
        offset = 0
        while True:
            where: dict[str, Any] = {"path": path, "offset": offset, "size": _CHUNK}
            piece = connection.execute(text(_READ), where).scalar_one()
            if not piece:
                return
            yield bytes(piece)
            offset += len(piece)
