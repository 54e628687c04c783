"""Reading the record: as it is, as it was known, and what follows from it, one module a noun."""

from registry.reading.agreements import agreement_status
from registry.reading.days import happened_by, has_begun, was_there
from registry.reading.milestones import is_met, is_outturn
from registry.reading.negotiations import negotiation_status
from registry.reading.proposals import (
    ResponseSums,
    days_from_sums,
    days_waiting,
    proposal_status,
    requests_left_open,
    select_given_responses,
    select_superseded,
    status_from_sums,
    sum_responses,
)
from registry.reading.protocols import protocol_status
from registry.reading.views import View, days_between, holds, number_at, select_known

__all__ = [
    "ResponseSums",
    "View",
    "agreement_status",
    "days_between",
    "days_from_sums",
    "days_waiting",
    "happened_by",
    "has_begun",
    "holds",
    "is_met",
    "is_outturn",
    "select_known",
    "negotiation_status",
    "number_at",
    "proposal_status",
    "protocol_status",
    "requests_left_open",
    "select_given_responses",
    "select_superseded",
    "status_from_sums",
    "sum_responses",
    "was_there",
]
