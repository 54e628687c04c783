"""Find the name of an operation for the log, without parsing the document."""

from __future__ import annotations

import re

from schema import GraphQLRequest

LONGEST = 100
_MOST = 5_000
_OPERATIONS = frozenset(("query", "mutation", "subscription"))
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*+")
# Each part gives nothing back, and what nobody closes goes on to the end: one pass, whatever comes.
_WITHIN = (
    r'"""(?:\\"""|"(?!"")|[^"])*+(?:"""|\Z)'
    r'|"(?:\\.|[^"\\\r\n])*+"?'
    r"|#[^\r\n]*+"
    r"|[{}()\[\]]"
)
# Between brackets only brackets matter, and what may hide them.
_BETWEEN = re.compile(_WITHIN, re.DOTALL)
_OUTSIDE = re.compile(rf"{_WITHIN}|@|{_NAME.pattern}", re.DOTALL)
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_NAMED = "named"


def find_operation_name(question: GraphQLRequest) -> str | None:
    """Find the name of the operation: as the client says, or that of the only one.

    At most ``LONGEST`` characters of it; None where the operation has no name or is not clear,
    and where what the client says is no name at all.
    """
    name = question.operation
    if name is None:
        return _only_name(question.query)
    return name[:LONGEST] if _NAME.fullmatch(name) else None


def _only_name(document: str) -> str | None:
    """Return the name of a document's only operation, if it has one; fragments do not count."""
    if not any(word in document for word in _OPERATIONS):
        return None
    names: list[str | None] = []
    # The word that a definition begins with; something else once its name can come no more.
    depth, word, place = 0, "", 0
    for _ in range(_MOST):
        found = (_BETWEEN if depth else _OUTSIDE).search(document, place)
        if found is None:
            return names[0] if len(names) == 1 else None
        token, place = found[0], found.end()
        if token in _CLOSING:
            depth -= 1
            word = "" if depth == 0 and token == "}" else word
        elif depth == 0 and token[0] not in '"#':
            if not word and (token == "{" or token in _OPERATIONS):
                names.append(None)
            elif word in _OPERATIONS and token[0] not in "{([@":
                names[-1] = token[:LONGEST]
            word = token if not word else _NAMED
        depth += token in _OPENING
    return None
