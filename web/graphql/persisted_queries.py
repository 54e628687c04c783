"""Persisted documents by their hash: those that clients sent, and those trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from schema import GraphQLRequest
from schema.lru_cache import LruCache
from web.errors import ErrorReason, RequestError

_ROOM = 4_000_000


def hash_document(question: GraphQLRequest) -> str:
    """Return the SHA-256 of a request's document, in hex; logs have it too."""
    if question.sha256 is not None:
        return question.sha256
    return sha256(question.query.encode(errors="surrogatepass")).hexdigest()


@dataclass(slots=True)
class PersistedDocuments:
    """Documents by their SHA-256.

    Attributes:
        trusted: what a folder holds; never forgotten.
        sent: what clients sent along with its hash (automatic persisted queries).
    """

    trusted: Mapping[str, str] = field(default_factory=dict)
    sent: LruCache[str, str] = field(default_factory=lambda: LruCache.of_bytes(_ROOM))

    @classmethod
    def of(cls, folder: Path | None) -> PersistedDocuments:
        """Read a folder's ``*.graphql`` files, each under the hash of its bytes."""
        files = sorted(folder.glob("*.graphql")) if folder is not None else ()
        read = (path.read_bytes() for path in files)
        return cls({sha256(text).hexdigest(): text.decode() for text in read})

    def complete(self, question: GraphQLRequest) -> GraphQLRequest:
        """Return the request with the document that its hash stands for.

        Raises:
            RequestError: the hash is not known, or not that of the document beside it.
        """
        if question.sha256 is None:
            return question
        if not question.query:
            document = self.trusted.get(question.sha256) or self.sent.get(question.sha256)
            if document is None:
                raise RequestError(ErrorReason.PERSISTED_QUERY_NOT_FOUND)
            return replace(question, query=document)
        text = question.query.encode()
        if sha256(text).hexdigest() != question.sha256:
            raise RequestError(ErrorReason.PERSISTED_QUERY)
        self.sent.put(question.sha256, question.query, len(text))
        return question
