"""The licence under which a registry's data are published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from registry.errors import InvalidInput, Problem

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_PARTS = ("NAME", "TITLE", "URL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence: its name in lists of licences (SPDX, Open Definition), its title, its address."""

    name: str = "OGL-UK-3.0"
    title: str = "Open Government Licence v3.0"
    url: str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Licence:
        """The licence that ``ANSWERABLE_LICENCE_NAME``, ``_TITLE`` and ``_URL`` give together.

        Raises:
            InvalidInput: only some of them are given, or the address is none.
        """
        told = {part: environment.get(f"ANSWERABLE_LICENCE_{part}") for part in _PARTS}
        if not any(told.values()):
            return cls()
        for part, text in told.items():
            if not text or (part == "URL" and not _ADDRESS.fullmatch(text)):
                raise InvalidInput([_make_problem(part, text)])
        return cls(name=told["NAME"] or "", title=told["TITLE"] or "", url=told["URL"] or "")


def _make_problem(part: str, text: str | None) -> Problem:
    return Problem(
        message=f"ANSWERABLE_LICENCE_{part} cannot be read",
        remedy="A licence has a name, a title and an address like https://...; give all three",
        value=text,
    )
