"""All kinds of act, in the order in which one may refer to another."""

from __future__ import annotations

from types import MappingProxyType

from registry.acts import (
    accountability,
    agreements,
    corrections,
    funding,
    goals,
    negotiations,
    partners,
    places,
    targets,
)
from registry.acts.base import Act

_ALL: tuple[type[Act], ...] = (
    places.SourceCited,
    places.RegionNamed,
    places.AreaRecorded,
    places.AreaCodeGiven,
    places.AreaReplaced,
    partners.PartnerRecorded,
    partners.PartnerIdentified,
    partners.PartnerReplaced,
    goals.GoalSet,
    goals.MeasureSet,
    goals.MeasureServedGoal,
    goals.TargetAssigned,
    agreements.AgreementMade,
    agreements.BlockNamed,
    agreements.AgreementSigned,
    agreements.AgreementRevised,
    agreements.RevisionConsented,
    targets.TargetSet,
    targets.TargetDesignated,
    targets.TargetDerived,
    targets.MeasureScrapped,
    targets.MilestoneSet,
    targets.MeasurementReported,
    accountability.AccountabilityTaken,
    targets.TargetChanged,
    accountability.ProtocolAdopted,
    accountability.ClauseAgreed,
    accountability.ProtocolSigned,
    accountability.AnswerStepAgreed,
    funding.StreamNamed,
    funding.GrantPaid,
    funding.PoolFormed,
    funding.ContributionMade,
    funding.AllocationMade,
    funding.OutturnReported,
    funding.TotalStated,
    funding.RewardRuleSet,
    negotiations.NegotiationOpened,
    negotiations.RoundSet,
    negotiations.DeadlineSet,
    negotiations.ConstraintPublished,
    negotiations.ProposalMade,
    negotiations.ProposalJoined,
    negotiations.RequestMade,
    negotiations.ResponseGiven,
    negotiations.AdvicePublished,
    negotiations.DecisionMade,
    negotiations.AdviceCited,
    corrections.Corrected,
    corrections.Redacted,
)

ACTS = MappingProxyType({act.KIND: act for act in _ALL})
ACT_NAMED = MappingProxyType({act.__name__: act for act in _ALL})
