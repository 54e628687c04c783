"""Names for types that refer to each other in circles, each imported only when the contract is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from schema.types.agreements import Agreement as AgreementRef
    from schema.types.agreements import Revision as RevisionRef
    from schema.types.entries import Entry as EntryRef
    from schema.types.events import Response as ResponseRef
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
    from schema.types.negotiations import Negotiation as NegotiationRef
    from schema.types.partners import Partner as PartnerRef
    from schema.types.places import Area as AreaRef
    from schema.types.proposals import Proposal as ProposalRef
    from schema.types.protocols import Protocol as ProtocolRef
    from schema.types.responsibility import Responsibility as ResponsibilityRef
    from schema.types.targets import Target as TargetRef
else:
    AgreementRef = Annotated["Agreement", strawberry.lazy("schema.types.agreements")]
    AllocationRef = Annotated["Allocation", strawberry.lazy("schema.types.funding")]
    AreaRef = Annotated["Area", strawberry.lazy("schema.types.places")]
    AssignedTargetRef = Annotated["AssignedTarget", strawberry.lazy("schema.types.goals")]
    ContributionRef = Annotated["Contribution", strawberry.lazy("schema.types.funding")]
    EntryRef = Annotated["Entry", strawberry.lazy("schema.types.entries")]
    FindingRef = Annotated["Finding", strawberry.lazy("schema.types.findings")]
    GoalRef = Annotated["Goal", strawberry.lazy("schema.types.goals")]
    GrantRef = Annotated["Grant", strawberry.lazy("schema.types.funding")]
    LeadRef = Annotated["Lead", strawberry.lazy("schema.types.leads")]
    MeasureRef = Annotated["Measure", strawberry.lazy("schema.types.goals")]
    NegotiationRef = Annotated["Negotiation", strawberry.lazy("schema.types.negotiations")]
    PartnerRef = Annotated["Partner", strawberry.lazy("schema.types.partners")]
    PoolRef = Annotated["Pool", strawberry.lazy("schema.types.funding")]
    ProposalRef = Annotated["Proposal", strawberry.lazy("schema.types.proposals")]
    ProtocolRef = Annotated["Protocol", strawberry.lazy("schema.types.protocols")]
    ResponseRef = Annotated["Response", strawberry.lazy("schema.types.events")]
    ResponsibilityRef = Annotated["Responsibility", strawberry.lazy("schema.types.responsibility")]
    RevisionRef = Annotated["Revision", strawberry.lazy("schema.types.agreements")]
    RewardRuleRef = Annotated["RewardRule", strawberry.lazy("schema.types.funding")]
    StreamRef = Annotated["Stream", strawberry.lazy("schema.types.funding")]
    TargetRef = Annotated["Target", strawberry.lazy("schema.types.targets")]
    TotalRef = Annotated["Total", strawberry.lazy("schema.types.funding")]
