"""What reads a database on the event loop, without a thread: where the ledger stands, and rows."""

from web.graphql.readers.postgres import PostgresReader
from web.graphql.readers.reader import LedgerState, NotInline, Reader
from web.graphql.readers.sqlite import SqliteReader

__all__ = ["LedgerState", "NotInline", "PostgresReader", "Reader", "SqliteReader"]
