"""Quick questions, answered on the event loop: handing one to a thread costs more than it does."""

from web.quick.answering import Quickly
from web.quick.embedded import EmbeddedReader
from web.quick.pool import SharedReader
from web.quick.reading import NotSoon

__all__ = ["EmbeddedReader", "NotSoon", "Quickly", "SharedReader"]
