"""The blocks of code in a page of documentation, which tests run."""

import re

from tests.support.house import ROOT


def read_blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a language, in their order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)
