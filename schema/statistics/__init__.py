"""What is counted and added up: proposals and money, in groups."""

from schema.statistics.funding import FUNDING
from schema.statistics.proposals import PROPOSALS

__all__ = ["FUNDING", "PROPOSALS"]
