"""Names for types that refer to each other in circles, imported when the contract is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

if TYPE_CHECKING:
    from schema.types.agreements import Agreement as AgreementRef
    from schema.types.agreements import Revision as RevisionRef
    from schema.types.entries import Entry as EntryRef
    from schema.types.findings import Finding as FindingRef
    from schema.types.funding import Allocation as AllocationRef
    from schema.types.funding import Contribution as ContributionRef
    from schema.types.funding import Grant as GrantRef
    from schema.types.funding import Pool as PoolRef
    from schema.types.funding import RewardRule as RewardRuleRef
    from schema.types.funding import Stream as StreamRef
    from schema.types.funding import Total as TotalRef
    from schema.types.goals import AssignedTarget as AssignedTargetRef
    from schema.types.goals import Goal as GoalRef
    from schema.types.goals import Measure as MeasureRef
    from schema.types.leads import Lead as LeadRef
    from schema.types.negotiation_events import Response as ResponseRef
    from schema.types.negotiations import Negotiation as NegotiationRef
    from schema.types.partners import Partner as PartnerRef
    from schema.types.places import Area as AreaRef
    from schema.types.proposals import Proposal as ProposalRef
    from schema.types.protocols import Protocol as ProtocolRef
    from schema.types.responsibility import Responsibility as ResponsibilityRef
    from schema.types.targets import DesignationTerm as DesignationTermRef
    from schema.types.targets import Target as TargetRef
    from schema.types.targets import TargetChange as TargetChangeRef
else:

    def _later(name: str, module: str) -> Any:
        return Annotated[name, strawberry.lazy(f"schema.types.{module}")]

    AgreementRef = _later("Agreement", "agreements")
    AllocationRef = _later("Allocation", "funding")
    AreaRef = _later("Area", "places")
    AssignedTargetRef = _later("AssignedTarget", "goals")
    ContributionRef = _later("Contribution", "funding")
    EntryRef = _later("Entry", "entries")
    FindingRef = _later("Finding", "findings")
    GoalRef = _later("Goal", "goals")
    GrantRef = _later("Grant", "funding")
    LeadRef = _later("Lead", "leads")
    MeasureRef = _later("Measure", "goals")
    NegotiationRef = _later("Negotiation", "negotiations")
    PartnerRef = _later("Partner", "partners")
    PoolRef = _later("Pool", "funding")
    ProposalRef = _later("Proposal", "proposals")
    ProtocolRef = _later("Protocol", "protocols")
    ResponseRef = _later("Response", "negotiation_events")
    ResponsibilityRef = _later("Responsibility", "responsibility")
    RevisionRef = _later("Revision", "agreements")
    RewardRuleRef = _later("RewardRule", "funding")
    StreamRef = _later("Stream", "funding")
    DesignationTermRef = _later("DesignationTerm", "targets")
    TargetChangeRef = _later("TargetChange", "targets")
    TargetRef = _later("Target", "targets")
    TotalRef = _later("Total", "funding")

__all__ = [
    "AgreementRef",
    "AllocationRef",
    "AreaRef",
    "AssignedTargetRef",
    "ContributionRef",
    "DesignationTermRef",
    "EntryRef",
    "FindingRef",
    "GoalRef",
    "GrantRef",
    "LeadRef",
    "MeasureRef",
    "NegotiationRef",
    "PartnerRef",
    "PoolRef",
    "ProposalRef",
    "ProtocolRef",
    "ResponseRef",
    "ResponsibilityRef",
    "RevisionRef",
    "RewardRuleRef",
    "StreamRef",
    "TargetChangeRef",
    "TargetRef",
    "TotalRef",
]
