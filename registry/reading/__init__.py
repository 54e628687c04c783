"""Reading the record: as it is, as it was known, and what follows from it, one module a noun."""

from registry.reading.accountability import select_accountable, select_answerable, select_answers
from registry.reading.agreements import agreement_status
from registry.reading.assigned import select_assigned
from registry.reading.belonging import (
    remaining_payload,
    select_belonging,
    select_cited,
    select_dated_acts,
    select_in_agreements,
    select_in_areas,
    share_belonging,
)
from registry.reading.days import happened_by, has_begun, is_present, was_there
from registry.reading.earlier_texts import has_earlier_texts, select_earlier_texts
from registry.reading.leads import (
    lead_of,
    lead_state,
    select_lead_partners,
    select_lead_terms,
    select_led,
    state_of,
)
from registry.reading.milestones import is_met, is_outturn
from registry.reading.negotiations import (
    latest_decision,
    negotiation_status,
    select_cited_advice,
    select_timeline,
)
from registry.reading.pools import (
    allocation_spent,
    pool_spent,
    pool_sum,
    select_latest_outturns,
)
from registry.reading.proposals import (
    ResponseSums,
    count_open_requests,
    days_from_sums,
    days_waiting,
    latest_response,
    proposal_status,
    select_given_responses,
    select_superseded,
    status_from_sums,
    sum_responses,
)
from registry.reading.protocols import protocol_of, protocol_status
from registry.reading.reach import reach_of
from registry.reading.shared_rows import MATERIALIZED, share_led, share_waiting
from registry.reading.targets import designation_of
from registry.reading.versions import number_at, select_known
from registry.reading.views import View, days_between, has_ended, holds

__all__ = [
    "MATERIALIZED",
    "ResponseSums",
    "View",
    "agreement_status",
    "allocation_spent",
    "days_between",
    "days_from_sums",
    "days_waiting",
    "designation_of",
    "happened_by",
    "has_begun",
    "has_earlier_texts",
    "has_ended",
    "holds",
    "is_met",
    "is_outturn",
    "is_present",
    "latest_decision",
    "latest_response",
    "lead_of",
    "lead_state",
    "negotiation_status",
    "number_at",
    "pool_spent",
    "pool_sum",
    "proposal_status",
    "protocol_of",
    "protocol_status",
    "count_open_requests",
    "reach_of",
    "select_accountable",
    "remaining_payload",
    "select_answerable",
    "select_assigned",
    "select_belonging",
    "select_cited",
    "select_dated_acts",
    "select_in_agreements",
    "select_in_areas",
    "share_belonging",
    "share_led",
    "share_waiting",
    "select_answers",
    "select_cited_advice",
    "select_earlier_texts",
    "select_given_responses",
    "select_known",
    "select_latest_outturns",
    "select_lead_partners",
    "select_lead_terms",
    "select_led",
    "select_superseded",
    "select_timeline",
    "state_of",
    "status_from_sums",
    "sum_responses",
    "was_there",
]
