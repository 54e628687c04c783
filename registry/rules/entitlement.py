"""Who may record what: each kind of act names the roles in which it may be recorded."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import Act
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import Author


def check_entitlement(act: Act, author: Author) -> Iterator[Refusal]:
    """Yield why an author may not record an act; the registrar may record every kind."""
    if act.MAY is None or author.is_registrar or author.role in act.MAY:
        return
    yield Refusal(
        RefusalCode.NOT_ENTITLED,
        f"{author.partner} may not record {act.KIND} as {author.role.value}",
        f"Only these may: {', '.join(role.value for role in act.MAY)}",
    )
