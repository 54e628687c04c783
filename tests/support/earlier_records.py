"""Ledgers as earlier versions wrote them: with acts that would be refused today."""

from collections.abc import Iterable

from registry import REGISTRAR, Registry
from registry.acts import ACTS, Act
from registry.database import WriteSession
from registry.ledger import Draft, append_entries, read_position
from registry.projection import apply, changes_of
from registry.recording.facts import Facts


def record_rows_as_earlier(registry: Registry, rows: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Record fictional rows of import forms, each with its kind, without asking any rule."""
    with registry.writing() as session:
        acts = [ACTS[kind].read({"standing": "FICTIONAL", **cells}) for kind, cells in rows]
        record_as_earlier(session, acts)


def record_as_earlier(session: WriteSession, acts: Iterable[Act]) -> None:
    """Record acts without asking any rule."""
    start, at = read_position(session.connection), session.clock()
    drafts = [Draft.of(act, REGISTRAR) for act in acts]
    append_entries(session.connection, drafts, start=start, recorded_at=at, author=REGISTRAR)
    facts = Facts(session.connection)
    for number, draft in enumerate(drafts, start.number + 1):
        changes = changes_of(draft.act, facts, number, at)
        facts.follow(changes)
        apply(session.connection, changes)
