"""Everything that can happen, as frozen facts in the past tense."""

from registry.acts.accountability import (
    AccountabilityTaken,
    AnswerStepAgreed,
    ClauseAgreed,
    ProtocolAdopted,
    ProtocolSigned,
)
from registry.acts.agreements import (
    AgreementMade,
    AgreementRevised,
    AgreementSigned,
    BlockNamed,
    RevisionConsented,
)
from registry.acts.base import Act, SourcedAct, fields_of, referring_fields
from registry.acts.belonging import Owner, owner_of, parts_of
from registry.acts.corrections import Corrected, Redacted
from registry.acts.days import Between, Happened, On
from registry.acts.fields import Field
from registry.acts.funding import (
    AllocationMade,
    ContributionMade,
    GrantPaid,
    OutturnReported,
    PoolFormed,
    RewardRuleSet,
    StreamNamed,
    TotalStated,
)
from registry.acts.goals import (
    GoalSet,
    MeasureServedGoal,
    MeasureSet,
    TargetAssigned,
)
from registry.acts.kinds import ACT_NAMED, ACTS
from registry.acts.negotiations import (
    AdviceCited,
    AdvicePublished,
    ConstraintPublished,
    DeadlineSet,
    DecisionMade,
    NegotiationOpened,
    ProposalJoined,
    ProposalMade,
    RequestMade,
    ResponseGiven,
    RoundSet,
)
from registry.acts.partners import (
    PartnerIdentified,
    PartnerRecorded,
    PartnerReplaced,
)
from registry.acts.places import (
    AreaCodeGiven,
    AreaRecorded,
    AreaReplaced,
    RegionNamed,
    SourceCited,
)
from registry.acts.targets import (
    MeasurementReported,
    MeasureScrapped,
    MilestoneSet,
    TargetChanged,
    TargetDerived,
    TargetDesignated,
    TargetSet,
)

__all__ = [
    "ACTS",
    "ACT_NAMED",
    "AccountabilityTaken",
    "Act",
    "AdviceCited",
    "AdvicePublished",
    "AgreementMade",
    "AgreementRevised",
    "AgreementSigned",
    "AllocationMade",
    "AnswerStepAgreed",
    "AreaCodeGiven",
    "AreaRecorded",
    "AreaReplaced",
    "Between",
    "BlockNamed",
    "ClauseAgreed",
    "ConstraintPublished",
    "ContributionMade",
    "Corrected",
    "DeadlineSet",
    "DecisionMade",
    "Field",
    "GoalSet",
    "GrantPaid",
    "Happened",
    "MeasureScrapped",
    "MeasureServedGoal",
    "MeasureSet",
    "MeasurementReported",
    "MilestoneSet",
    "NegotiationOpened",
    "On",
    "OutturnReported",
    "Owner",
    "PartnerIdentified",
    "PartnerRecorded",
    "PartnerReplaced",
    "PoolFormed",
    "ProposalJoined",
    "ProposalMade",
    "ProtocolAdopted",
    "ProtocolSigned",
    "Redacted",
    "RegionNamed",
    "RequestMade",
    "ResponseGiven",
    "RevisionConsented",
    "RewardRuleSet",
    "RoundSet",
    "SourceCited",
    "SourcedAct",
    "StreamNamed",
    "TargetAssigned",
    "TargetChanged",
    "TargetDerived",
    "TargetDesignated",
    "TargetSet",
    "TotalStated",
    "fields_of",
    "owner_of",
    "parts_of",
    "referring_fields",
]
