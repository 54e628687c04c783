"""Numbers under the formats that nearly all sheets use: one run of digits with words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.files.number_formats.format_codes import Token
from ingest.files.number_formats.numbers import Digits

# Digits that need no place of their own: no blanks in place of them, no words among them.
_RUN = re.compile(r"(#,##0|#*0*)(?:(\.)(0*)(#*))?")


@dataclass(frozen=True, slots=True)
class PlainFormat:
    """Words around a run of digits, and how the number between them is written.

    Attributes:
        before: words before the number.
        after: words after it.
        shift: by how many places the number is moved, for percentages.
        grouped: whether thousands are divided by commas.
        least: how many digits stand before the point at least.
        point: whether a point is written.
        fixed: how many digits stand after it at least.
        step: the last digit that is shown.
    """

    before: str
    after: str
    shift: int
    grouped: bool
    least: int
    point: bool
    fixed: int
    step: Decimal

    def show(self, number: Decimal) -> Digits:
        """Return a number that is not negative as it is shown."""
        exact = number.scaleb(self.shift) if self.shift else number
        rounded = exact.quantize(self.step, ROUND_HALF_UP)
        whole, _, part = format(rounded, ",f" if self.grouped else "f").partition(".")
        if len(whole) < self.least:
            whole = whole.zfill(self.least)
        elif not self.least and whole == "0":
            whole = ""
        if len(part) > self.fixed:
            part = part.rstrip("0").ljust(self.fixed, "0")
        point = "." if self.point else ""
        return Digits(f"{self.before}{whole}{point}{part}{self.after}", rounded == exact)


def find_plain_format(tokens: Sequence[Token]) -> PlainFormat | None:
    """Return the plain format of a section; None where it is none."""
    kinds = "".join("n" if one.kind in ("digit", "point", "comma") else "w" for one in tokens)
    runs = re.fullmatch(r"(w*)(n+)(w*)", kinds)
    if runs is None or any(one.kind not in _PLAIN for one in tokens):
        return None
    first, last = runs.span(2)
    run = _RUN.fullmatch("".join(one.text for one in tokens[first:last]))
    if run is None or not (run[1] or run[3] or run[4]):
        return None
    whole, point, fixed, more = run.groups(default="")
    return PlainFormat(
        "".join(one.text for one in tokens[:first]),
        "".join(one.text for one in tokens[last:]),
        2 * sum(one.kind == "percent" for one in tokens),
        "," in whole,
        whole.count("0"),
        bool(point),
        len(fixed),
        Decimal(1).scaleb(-len(fixed) - len(more)),
    )


_PLAIN = frozenset({"text", "percent", "digit", "point", "comma"})
