"""What an operation is called, as the log tells it: found without reading the document."""

from __future__ import annotations

import re
from itertools import islice

from web.asking import Question

LONGEST = 100
_MOST = 5_000
_OPERATIONS = frozenset(("query", "mutation", "subscription"))
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*+")
# Each part gives nothing back, and what nobody closes goes on to the end: one pass, whatever comes.
_TOKENS = re.compile(
    r'"""(?:\\"""|"(?!"")|[^"])*+(?:"""|\Z)'
    r'|"(?:\\.|[^"\\\r\n])*+"?'
    r"|#[^\r\n]*+"
    rf"|[{{}}()\[\]@]|{_NAME.pattern}",
    re.DOTALL,
)
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_NAMED = "named"


def operation_of(question: Question) -> str | None:
    """The name of the operation that is meant: as the client says, or that of the only one.

    At most ``LONGEST`` characters of it; None where the operation has no name or is not clear,
    and where what the client says is no name at all.
    """
    name = question.operation
    if name is None:
        return _only_name(question.query)
    return name[:LONGEST] if _NAME.fullmatch(name) else None


def _only_name(document: str) -> str | None:
    """The name of a document's only operation, if it has one; fragments may stand beside it."""
    tokens = list(islice(_TOKENS.finditer(document), _MOST + 1))
    if len(tokens) > _MOST:
        return None
    names: list[str | None] = []
    # The word that a definition begins with; something else once its name can come no more.
    depth, word = 0, ""
    for token in (found[0] for found in tokens):
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
    return names[0] if len(names) == 1 else None
