"""What is on record already: left as it is where the mapping says so, and told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from ingest.mappings.drafts import DraftAct
from registry.models import TABLES
from registry.projection import cells_of

# In which words of it two records of one thing may well differ without contradicting each other.
_BESIDE = ("locator", "source", "standing")
AT_ONCE = 500


def skip_recorded(connection: Connection, drafts: Iterable[DraftAct], *, keep: bool) -> None:
    """Mark the drafts whose reference is taken and whose mapping says that it is kept."""
    wanted: dict[str, dict[str, list[DraftAct]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        if (_may_be_shared(draft) or (keep and draft.spec.known is None)) and draft.reference:
            wanted[draft.kind][draft.reference].append(draft)
    for kind, named in wanted.items():
        there = _find_recorded(connection, kind, list(named))
        for reference, each in named.items():
            row = there.get(reference)
            # What several rows name is recorded by the first of them.
            repeated = each[1:] if _may_be_shared(each[0]) else []
            for draft in each if row is not None else repeated:
                draft.left = True
                draft.notes.extend(_list_differences(draft, row or each[0].cells))


def _may_be_shared(draft: DraftAct) -> bool:
    """Return whether several rows, or an import before this one, may name the same record."""
    return draft.spec.known == "keep" or (not draft.row and draft.spec.known is None)


def _find_recorded(
    connection: Connection, kind: str, references: list[str]
) -> dict[str, Mapping[str, str]]:
    table = TABLES[kind]
    found: dict[str, Mapping[str, str]] = {}
    for start in range(0, len(references), AT_ONCE):
        some = references[start : start + AT_ONCE]
        statement = select(table).where(table.c.reference.in_(some))
        for row in connection.execute(statement).mappings():
            found[str(row["reference"])] = cells_of(kind, dict(row))
    return found


def _list_differences(draft: DraftAct, there: Mapping[str, str]) -> Iterable[str]:
    for name, words in draft.cells.items():
        if name not in _BESIDE and there.get(name) != words:
            yield (
                f"{draft.kind} {draft.reference} is on record with another {name} "
                f"({there.get(name, 'none')}), and was left as it is; this file says: {words}"
            )
