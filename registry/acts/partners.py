"""Acts about organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, To
from registry.errors import InvalidInput, Problem
from registry.vocabulary import IDENTIFIER_SCHEMES, PartnerKind, read_identifier


@dataclass(frozen=True, kw_only=True)
class PartnerRecorded(SourcedAct):
    """An organisation was put on record."""

    KIND = "partners"
    ABOUT = ("partners", "reference")
    HAPPENED = Between("from_", "until")
    SETTING = True

    name: str
    kind: PartnerKind
    parent: Annotated[str, To("partners")] | None = None
    area: Annotated[str, To("areas")] | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class PartnerIdentified(SourcedAct):
    """An organisation was given an identifier."""

    KIND = "partner_identifiers"
    ABOUT = ("partners", "partner")
    KEY = ("partner", "scheme", "value")
    HAPPENED = Between("from_", "until")
    IMPLIED = ("scheme",)
    SETTING = True

    partner: Annotated[str, To("partners")]
    scheme: str
    value: str
    from_: Day | None = None
    until: Day | None = None

    @classmethod
    def complete_cells(cls, cells: Mapping[str, str]) -> Mapping[str, str]:
        """Divide a full spelling (``GB-COH-01234567``); write scheme and value as the list does.

        Where more changes than where it is divided, the locator keeps the words.
        """
        value = cells.get("value") or ""
        if not value.strip():
            return cells
        read = read_identifier(value, cells.get("scheme"))
        if read is None:
            raise InvalidInput([_unknown_scheme(value)])
        completed = {**cells, "scheme": read[0], "value": read[1]}
        if value not in (read[1], "-".join(read)):
            words = f"the identifier is stated as {value}"
            completed["locator"] = "; ".join(filter(None, (cells.get("locator"), words)))
        return completed


def _unknown_scheme(value: str) -> Problem:
    return Problem(
        "the identifier begins with no scheme that is known",
        f"Write the scheme in scheme, or an identifier of {', '.join(IDENTIFIER_SCHEMES)} in full, "
        "such as GB-COH-01234567",
        column="value",
        value=value,
    )


@dataclass(frozen=True, kw_only=True)
class PartnerReplaced(SourcedAct):
    """An organisation ended and another took its place."""

    KIND = "partner_successions"
    ABOUT = ("partners", "partner")
    KEY = ("partner", "by")
    HAPPENED = On("on")
    SETTING = True

    partner: Annotated[str, To("partners")]
    by: Annotated[str, To("partners")]
    on: Day
    instrument: str | None = None
