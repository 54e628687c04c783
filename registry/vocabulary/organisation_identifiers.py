"""Identifiers of organisations by the schemes of org-id.guide, and how they are spelt.

In full spelling an identifier is its scheme, a hyphen and its value: ``GB-COH-01234567``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What each sign of a form stands for; all others stand for themselves.
_SIGNS = MappingProxyType({"9": DIGITS, "A": LETTERS, "X": DIGITS + LETTERS})


@dataclass(frozen=True, slots=True)
class IdentifierForm:
    """One form that the values of a scheme have: runs of characters, each from a set of its own."""

    runs: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, signs: str) -> IdentifierForm:
        """Return the form that signs describe: ``AA999999`` is two letters and six digits."""
        return cls(tuple((_SIGNS.get(sign, sign), len(list(run))) for sign, run in groupby(signs)))

    @property
    def length(self) -> int:
        """How many characters a value has."""
        return sum(count for _, count in self.runs)

    def matches(self, value: str) -> bool:
        """Return whether a value has the form."""
        allowed = [characters for characters, count in self.runs for _ in range(count)]
        return len(value) == len(allowed) and all(
            character in characters for character, characters in zip(value, allowed, strict=True)
        )


@dataclass(frozen=True, slots=True)
class IdentifierScheme:
    """A list of organisations, and how it writes the identifiers in it.

    Attributes:
        forms: the forms that its values can have.
        digits: how many digits a number has, with zeros before it; after two letters, two fewer.
            None where zeros are not written.
    """

    forms: tuple[IdentifierForm, ...]
    digits: int | None = None

    def has_form(self, value: str) -> bool:
        """Return whether the list can have such a value."""
        return any(form.matches(value) for form in self.forms)

    def write(self, value: str) -> str:
        """Return a value as the list writes it; one that it cannot have stays as it is."""
        written = "".join(value.split()).upper() if value.isascii() else value
        if self.digits is not None:
            prefix = written[:2] if written[:2].isalpha() else ""
            number = written[len(prefix) :]
            if number.isdecimal():
                written = prefix + number.zfill(self.digits - len(prefix))
        return written if self.has_form(written) else value


def _scheme(*forms: str, digits: int | None = None) -> IdentifierScheme:
    return IdentifierScheme(tuple(map(IdentifierForm.of, forms)), digits)


# The forms are those of the lists themselves: GB-COH by Companies House, GB-GOR, GB-LAE, GB-LAS and
# GB-PLA by the registers of gov.uk, GB-NHS by the Organisation Data Service.
IDENTIFIER_SCHEMES: Mapping[str, IdentifierScheme] = MappingProxyType(
    {
        "GB-CHC": _scheme("999999", "9999999"),
        "GB-COH": _scheme("99999999", "AA999999", "AA99999R", "R9999999", digits=8),
        "GB-GOR": _scheme(*(letters + "9" * n for letters in ("A", "AA") for n in range(1, 5))),
        "GB-LAE": _scheme("AAA"),
        "GB-LAS": _scheme("AAA"),
        "GB-NHS": _scheme(*("X" * n for n in range(3, 11))),
        "GB-PLA": _scheme("AAA"),
    }
)


def read_identifier(value: str, scheme: str | None = None) -> tuple[str, str] | None:
    """Return the scheme and value of an identifier, each as its list writes it.

    ``value`` may be the full spelling, scheme and all, with or without ``scheme`` beside it. Of a
    scheme that is not known, both stay as they are.

    >>> read_identifier("GB-COH-1234567"), read_identifier("bas", "GB-LAE"), read_identifier("BAS")
    (('GB-COH', '01234567'), ('GB-LAE', 'BAS'), None)
    """
    if scheme:
        known = scheme.strip().upper()
        code = known if known in IDENTIFIER_SCHEMES else scheme
        if value.strip().upper().startswith(f"{known}-"):
            value = value.strip()[len(known) + 1 :]
    else:
        spelt = value.strip()
        code = next((c for c in IDENTIFIER_SCHEMES if spelt.upper().startswith(f"{c}-")), "")
        value = spelt[len(code) + 1 :]
    if not code or not value.strip():
        return None
    list_ = IDENTIFIER_SCHEMES.get(code)
    return code, list_.write(value) if list_ else value


def list_spellings(identifier: str) -> list[str]:
    """Return the full spellings for which a reader may mean one: as given, and as it is written."""
    read = read_identifier(identifier)
    return list(dict.fromkeys((identifier, "-".join(read) if read else identifier)))
