"""Which characters the words of an act may hold.

A ledger that has other characters already stays readable: this is a rule for what is recorded
anew, not a part of how an act is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import Act
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import find_unprintable


def check_characters(act: Act) -> Iterator[Refusal]:
    """Refuse words with a character that XML cannot hold or that a terminal obeys."""
    for name, text in act.cells().items():
        sign = find_unprintable(text)
        if sign is not None:
            yield Refusal(
                RefusalCode.INVALID,
                f"{name} holds the control character U+{ord(sign):04X} "
                f"after {len(text.partition(sign)[0]):,} characters",
                "Remove it, or write what it stands for: a space, or a line break",
                field=name,
                value=text,
            )
