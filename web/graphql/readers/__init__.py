"""Quick questions, answered on the event loop: handing one to a thread costs more than it does."""

from web.graphql.inline import Quickly
from web.graphql.readers.postgres import SharedReader
from web.graphql.readers.reader import NotSoon
from web.graphql.readers.sqlite import EmbeddedReader

__all__ = ["EmbeddedReader", "NotSoon", "Quickly", "SharedReader"]
