"""What a spreadsheet shows where a formula fails: words in place of a value, not a value."""

from __future__ import annotations

import re

SHOWN_ERROR = "The spreadsheet shows an error in place of a value"
_ERROR = re.compile(
    r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!"
    r"|GETTING_DATA)|Err:\d{3}"
)


def is_cell_error(words: str) -> bool:
    """Return whether words are those of a failed formula, in whichever kind of file they stand.

    >>> is_cell_error("#DIV/0!")
    True
    """
    return _ERROR.fullmatch(words.strip()) is not None
