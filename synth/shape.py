"""How large a synthetic registry is, and what its records are called."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

# What every synthetic record says of itself.
SOURCE = "SYNTHETIC"
CITED: MappingProxyType[str, Any] = MappingProxyType({"standing": "SYNTHETIC", "source": SOURCE})

REGIONS = 9
GOALS = 30
MEASURES = 198
STREAMS = 37
YEARS = ("2007-08", "2008-09", "2009-10")
DEPARTMENTS = ("HOME", "HEALTH", "WORK", "TRANSPORT", "COMMUNITIES", "CHILDREN", "JUSTICE")
LOCAL = (
    ("COUNCIL", "Council"),
    ("POLICE", "Constabulary"),
    ("HEALTH", "Primary Care Trust"),
    ("FIRE_AND_RESCUE", "Fire and Rescue Service"),
    ("PROBATION", "Probation Area"),
    ("JOBCENTRE_PLUS", "Jobcentre Plus"),
    ("VOLUNTARY_SECTOR", "Council for Voluntary Service"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticShape:
    """How many areas there are, and how many targets and proposals in each."""

    areas: int
    targets: int = 40
    proposals: int = 60

    @classmethod
    def at_scale(cls, scale: float) -> SyntheticShape:
        """Return the shape at a scale: 1 is 150 areas, 6,000 targets and 9,000 proposals."""
        return cls(areas=max(1, round(150 * scale)))

    def every_target(self) -> list[tuple[int, int]]:
        """Return the area and number of every target."""
        return [(a, t) for a in range(self.areas) for t in range(self.targets)]

    def every_proposal(self) -> list[tuple[int, int]]:
        """Return the area and number of every proposal."""
        return [(a, p) for a in range(self.areas) for p in range(self.proposals)]


def region(number: int) -> str:
    """Return the reference of a region."""
    return f"SYN-R{number % REGIONS + 1}"


def office(number: int) -> str:
    """Return the reference of the Government Office of a region."""
    return f"SYN-GO{number % REGIONS + 1}"


def area(number: int) -> str:
    """Return the reference of an area."""
    return f"SYN-A{number + 1:04d}"


def local(number: int, place: int) -> str:
    """Return the reference of a partner of an area."""
    return f"{area(number)}/{LOCAL[place % len(LOCAL)][0]}"


def department(number: int) -> str:
    """Return the reference of a department."""
    return f"SYN-{DEPARTMENTS[number % len(DEPARTMENTS)]}"


def goal(number: int) -> str:
    """Return the reference of a goal."""
    return f"SYN-PSA{number % GOALS + 1}"


def measure(number: int) -> str:
    """Return the reference of a national measure."""
    return f"SYN-NI{number % MEASURES + 1}"


def agreement(number: int) -> str:
    """Return the reference of an area's agreement."""
    return f"{area(number)}/LAA"


def target(number: int, place: int) -> str:
    """Return the reference of a target."""
    return f"{area(number)}/T{place + 1:03d}"


def protocol(number: int) -> str:
    """Return the reference of an agreement's protocol."""
    return f"{area(number)}/PROTOCOL"


def pool(number: int, year: str) -> str:
    """Return the reference of a pool."""
    return f"{area(number)}/POOL/{year}"


def negotiation(number: int) -> str:
    """Return the reference of an agreement's negotiation."""
    return f"{area(number)}/NEGOTIATION"


def proposal(number: int, place: int) -> str:
    """Return the reference of a proposal."""
    return f"{area(number)}/P{place + 1:03d}"
