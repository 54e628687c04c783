"""Trust policies as in c2sp.org/tlog-policy: which logs, and which witnesses have to cosign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from registry.signing.cosignatures import Cosignature, find_cosignature
from registry.signing.keys import Verifier
from registry.signing.notes import Note

NOBODY = "none"


class MissingQuorum(ValueError):
    """Too few witnesses cosigned a checkpoint."""


@dataclass(frozen=True, slots=True)
class WitnessGroup:
    """A group of witnesses and groups, so many of whom have to cosign."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrustPolicy:
    """A policy: a checkpoint counts that a log of it signed and its quorum cosigned.

    Attributes:
        logs: the keys of logs; any log is accepted where there are none.
        witnesses: the keys of witnesses, by their names in the policy.
        addresses: the addresses of witnesses, by these names, as far as they are stated.
        groups: the groups, by their names; each names only what stands before it.
        quorum: the witness or group that has to cosign; ``none`` where nobody has to.
    """

    logs: tuple[Verifier, ...] = ()
    witnesses: Mapping[str, Verifier] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, WitnessGroup] = field(default_factory=dict)
    quorum: str = NOBODY

    def check_quorum(self, note: Note | None) -> dict[str, Cosignature]:
        """Check that the quorum cosigned a checkpoint; return all who did, by their names.

        Raises:
            MissingQuorum: it did not.
            ValueError: a signature claims to be of a witness and is not.
        """
        cosigned = {
            name: found
            for name, key in self.witnesses.items()
            if note is not None and (found := find_cosignature(note, key))
        }
        if not self._is_met(self.quorum, frozenset(cosigned)):
            raise MissingQuorum(self._describe_missing(frozenset(cosigned)))
        return cosigned

    def _is_met(self, name: str, cosigned: frozenset[str]) -> bool:
        met = set(cosigned)
        # A group names only what stands before it, so that one pass decides about all.
        for one, group in self.groups.items():
            if sum(member in met for member in group.members) >= group.least:
                met.add(one)
        return name == NOBODY or name in met

    def _describe_missing(self, cosigned: frozenset[str]) -> str:
        wanted = list(dict.fromkeys(self._list_witnesses(self.quorum)))
        by = ", ".join(name for name in wanted if name in cosigned) or "nobody"
        missing = ", ".join(name for name in wanted if name not in cosigned)
        return (
            f"the quorum {self.quorum!r} of the policy is not reached: cosigned by {by}, not by "
            f"{missing}{self._describe_groups()}"
        )

    def _describe_groups(self) -> str:
        needs = [
            f"{name} needs {group.least} of {', '.join(group.members)}"
            for name, group in self.groups.items()
        ]
        return f" ({'; '.join(needs)})" if needs else ""

    def _list_witnesses(self, name: str) -> Iterator[str]:
        if name in self.witnesses:
            yield name
        elif name in self.groups:
            for member in self.groups[name].members:
                yield from self._list_witnesses(member)
