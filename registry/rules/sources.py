"""Which addresses a source may have.

A ledger that has others already stays readable: this is a rule for what is recorded anew. What is
shown as an address is asked of `is_web_address` again.
"""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import SourceCited
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import is_web_address


def check_address(act: SourceCited) -> Iterator[Refusal]:
    """Yield why the address of a document cannot be one that readers are sent to."""
    if act.url is not None and not is_web_address(act.url):
        yield Refusal(
            RefusalCode.INVALID,
            "url is no address of a page or file on the web",
            "Write an address that begins with https:// or http://, without blanks, "
            "or leave it empty",
            field="url",
            value=act.url,
        )
