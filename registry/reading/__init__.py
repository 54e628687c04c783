"""Reading the record: as it is, as it was known, and what in it does not stand as it should."""

from registry.reading.days import has_begun, was_there
from registry.reading.statuses import (
    agreement_status,
    days_waiting,
    met,
    milestone_met,
    milestone_outturn,
    negotiation_status,
    proposal_status,
    protocol_status,
)
from registry.reading.views import View, days_between, holds, known, number_at

__all__ = [
    "View",
    "agreement_status",
    "days_between",
    "days_waiting",
    "has_begun",
    "holds",
    "known",
    "met",
    "milestone_met",
    "milestone_outturn",
    "negotiation_status",
    "number_at",
    "proposal_status",
    "protocol_status",
    "was_there",
]
