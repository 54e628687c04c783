"""How no new reference may end: its address would be that of a view of another record's page."""

from __future__ import annotations

from collections.abc import Iterator

from registry.errors import Refusal, RefusalCode

# What the addresses of pages take as endings; records before this rule keep theirs.
VIEW_ENDINGS = (".json", ".csv", ".atom", ".zip")
# What follows the reference of an agreement in the address of another page about it.
AGREEMENT_PAGES = ("/negotiation", "/changes")


def check_ending(kind: str, reference: str) -> Iterator[Refusal]:
    """Yield why a new record of a kind cannot have a reference that ends so."""
    endings = (*VIEW_ENDINGS, *(AGREEMENT_PAGES if kind == "agreements" else ()))
    for ending in endings:
        if reference.endswith(ending):
            yield Refusal(
                RefusalCode.INVALID,
                f"reference {reference} ends in {ending}, as the address of another page does",
                f"Give a reference that does not end in {ending}",
                field="reference",
                value=reference,
            )
