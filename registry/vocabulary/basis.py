"""From what a value that readers see follows: facts, arithmetic on facts, or their absence."""

from __future__ import annotations

from registry.vocabulary.codes import CodeList


class Basis(CodeList):
    """From what a value follows."""

    FACTS = "FACTS", "It is on record as it stands"
    ARITHMETIC = "ARITHMETIC", "It is counted, summed or compared from what is on record"
    ABSENCE = "ABSENCE", "It follows from what is not on record, as far as the sources reach"
