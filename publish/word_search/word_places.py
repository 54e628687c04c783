"""The one list of places where words lie, with what takes them off there.

Everything is searched, listed or not: every table of the database, every file of the data folder,
every destination. What is not listed is named all the same, as nothing of the registry's.
"""

from __future__ import annotations

from types import MappingProxyType

from publish.releases.atomic_files import STAGING
from publish.releases.layout import FOLDER
from registry.models import BESIDE_LEDGER, HISTORY, TABLES

_REDACT = (
    "Redact each entry that holds them: `answerable redact NUMBER --fields FIELDS --reason ... "
    "--source ...`"
)
_FOLLOWS = (
    "They go when the entries that recorded them are redacted. If no entry holds them, run "
    "`answerable verify`: the row is not what was recorded"
)
_INDEX = (
    "They go when the record's words are redacted. If nothing else holds them, rebuild the index: "
    "INSERT INTO search_index(search_index) VALUES ('rebuild')"
)
_BESIDE = "Nothing depends on these rows: delete them with the database's own tools"
_NONE = "No words belong here: run `answerable verify`"
_FOREIGN = "This is nothing of the registry's: ask whoever made it, or delete it"

TABLE_REMEDIES = MappingProxyType(
    {
        "entries": _REDACT,
        **dict.fromkeys(TABLES, _FOLLOWS),
        **{table.name: _FOLLOWS for table in HISTORY.values()},
        "search_texts": _FOLLOWS,
        **dict.fromkeys(
            ("search_index", "search_index_data", "search_index_idx", "search_index_config"), _INDEX
        ),
        **dict.fromkeys(BESIDE_LEDGER, _BESIDE),
        "nodes": _NONE,
        "head": _NONE,
        "alembic_version": _NONE,
    }
)
"""What takes words off each table of a database of this version."""

_DATABASE = (
    "When no table holds them any more: end all commands that read the database, and run the "
    "redaction again; it empties the log of writes"
)
FILE_REMEDIES = MappingProxyType(
    {
        f"{FOLDER}/{STAGING}": "A run of `publish` was cut off, or is under way: `answerable "
        "publish` clears it",
        FOLDER: "Redact the entries first; then `answerable publish` withdraws the releases that "
        "hold them",
        "rebuilt": "Releases that were made again are yours to delete: remove the folder",
        "log": _NONE,
        "witness": _NONE,
        "keys": "A reason for revoking a key cannot be taken back: it stands in every release",
        "deliveries.json": "An address of a delivery holds them: edit the file",
    }
)
"""What takes words off what lies in the data folder, by the beginning of its path."""

TEMPORARY = "A command was cut off, or is under way: delete the folder when none is"
DELIVERED = (
    "Redact and publish first. Then deliver there, or publish --to it, again: that takes the files "
    "away. Releases that were made again (--as-at) are yours to delete"
)
LISTED = (
    "Redact, publish and deliver first. What the portal deleted it still stores: ask its keeper "
    "to purge the dataset"
)
YOURS = "You named this place: delete or overwrite what holds them"
STATISTICS = "Run ANALYZE: the planner's statistics hold samples of rows that were"
STATEMENTS = "The server shows what it was asked last: it goes with the connection"
SERVER_FILES = (
    "When no table holds them any more: VACUUM (FULL, ANALYZE) writes all tables and indices anew; "
    "then CHECKPOINT"
)
WRITE_AHEAD = (
    "The server's write-ahead log and its archives hold what was written until they are recycled: "
    "see docs/how-to/redact.md"
)


def find_table_remedy(table: str) -> str:
    """Return what takes words off a table."""
    return TABLE_REMEDIES.get(table, _FOREIGN)


def find_file_remedy(path: str, *, is_database: bool = False) -> str:
    """Return what takes words off a file, by its path in the data folder."""
    if is_database:
        return _DATABASE
    found = (each for each in FILE_REMEDIES if path == each or path.startswith(f"{each}/"))
    return FILE_REMEDIES.get(next(found, ""), _FOREIGN)
