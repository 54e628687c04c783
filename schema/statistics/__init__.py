"""Statistics: proposals counted and money summed, in groups."""

from schema.statistics.funding import FUNDING
from schema.statistics.proposals import PROPOSALS

__all__ = ["FUNDING", "PROPOSALS"]
