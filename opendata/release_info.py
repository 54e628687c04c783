"""The identity of a release: its version, its address, its place on the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field

from registry import Licence


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """A release as its own texts name it.

    Attributes:
        version: the semantic version.
        home: the permanent address of the dataset, with a slash at its end.
        entry: the number of entries on the ledger when it was made.
        root: the root hash over them, in hex.
        recorded_at: the instant of the last of them, in UTC.
        licence: under which licence it may be used.
    """

    version: str = ""
    home: str = ""
    entry: int = 0
    root: str = ""
    recorded_at: str = ""
    licence: Licence = field(default_factory=Licence)

    @property
    def address(self) -> str:
        """The permanent address of this release."""
        return f"{self.home}releases/{self.version}/"


def home_of(base_url: str, dataset: str) -> str:
    """Return the permanent address of a dataset.

    >>> home_of("https://registry.example", "registry")
    'https://registry.example/data/registry/'
    """
    return f"{base_url}/data/{dataset}/"
