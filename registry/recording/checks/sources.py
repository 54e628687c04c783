"""Checks of documents that are cited."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import SourceCited
from registry.errors import Refusal
from registry.recording.checks.check import Check
from registry.recording.facts import Facts
from registry.rules.sources import check_address
from registry.vocabulary import Author


def _refuse_source(act: SourceCited, _facts: Facts, _author: Author) -> Iterator[Refusal]:
    return check_address(act)


SOURCE = Check(SourceCited, _refuse_source)
