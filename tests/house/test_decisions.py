"""Decisions are one page each and say the same four things."""

import re
from pathlib import Path

import pytest

from tests.support.house import ROOT, name

DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Consequences", "Alternatives"]


@pytest.mark.parametrize("decision", DECISIONS, ids=name)
def test_a_decision_is_one_page_in_four_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")

    assert re.findall(r"^## (\w+)", text, re.M) == PARTS
    assert text.startswith("# ")
    assert len(text.splitlines()) <= 60
