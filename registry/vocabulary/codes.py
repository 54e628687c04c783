"""The code lists of the record: each a closed list of words with one meaning each."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """How a record stands to its source."""

    VERBATIM = "VERBATIM"
    RESTATED = "RESTATED"
    FICTIONAL = "FICTIONAL"
    SYNTHETIC = "SYNTHETIC"

    @property
    def world(self) -> str:
        """Real, fictional or synthetic: records of different worlds never refer to each other."""
        return "REAL" if self in (Standing.VERBATIM, Standing.RESTATED) else self.value


class AreaKind(StrEnum):
    """What kind of place an area is."""

    COUNTY = "COUNTY"
    UNITARY = "UNITARY"
    METROPOLITAN_DISTRICT = "METROPOLITAN_DISTRICT"
    LONDON_BOROUGH = "LONDON_BOROUGH"
    DISTRICT = "DISTRICT"
    NEIGHBOURHOOD = "NEIGHBOURHOOD"
    WARD = "WARD"
    OTHER = "OTHER"


class PartnerKind(StrEnum):
    """What kind of body a partner is."""

    COUNCIL = "COUNCIL"
    DEPARTMENT = "DEPARTMENT"
    TREASURY = "TREASURY"
    GOVERNMENT_OFFICE = "GOVERNMENT_OFFICE"
    INSPECTORATE = "INSPECTORATE"
    AGENCY = "AGENCY"
    POLICE = "POLICE"
    FIRE_AND_RESCUE = "FIRE_AND_RESCUE"
    PROBATION = "PROBATION"
    HEALTH = "HEALTH"
    JOBCENTRE_PLUS = "JOBCENTRE_PLUS"
    LEARNING_AND_SKILLS_COUNCIL = "LEARNING_AND_SKILLS_COUNCIL"
    REGIONAL_DEVELOPMENT_AGENCY = "REGIONAL_DEVELOPMENT_AGENCY"
    PARTNERSHIP = "PARTNERSHIP"
    VOLUNTARY_SECTOR = "VOLUNTARY_SECTOR"
    BUSINESS = "BUSINESS"
    COUNCIL_ASSOCIATION = "COUNCIL_ASSOCIATION"
    OTHER = "OTHER"


class AgreementStatus(StrEnum):
    """How far a Local Area Agreement has come."""

    DRAFTING = "DRAFTING"
    NEGOTIATING = "NEGOTIATING"
    AGREED = "AGREED"
    ENDED = "ENDED"
    UNSTATED = "UNSTATED"


class Designation(StrEnum):
    """Whether a target is one of the designated ones, of which an agreement has at most 35."""

    DESIGNATED = "DESIGNATED"
    LOCAL = "LOCAL"
    STATUTORY_EDUCATION = "STATUTORY_EDUCATION"
    UNSTATED = "UNSTATED"


class Polarity(StrEnum):
    """Which way a measure should move."""

    HIGHER_IS_BETTER = "HIGHER_IS_BETTER"
    LOWER_IS_BETTER = "LOWER_IS_BETTER"
    UNSTATED = "UNSTATED"


class DerivationKind(StrEnum):
    """How a local target came out of a national goal."""

    ADOPTED = "ADOPTED"
    ADAPTED = "ADAPTED"
    COMBINED = "COMBINED"
    NEW = "NEW"


class AccountabilityRole(StrEnum):
    """In which role a partner answers for a target."""

    LEAD = "LEAD"
    ACCOUNTABLE = "ACCOUNTABLE"


class LeadState(StrEnum):
    """What is known of who leads a target; anything but SINGLE is a finding."""

    SINGLE = "SINGLE"
    JOINT = "JOINT"
    UNRESOLVED = "UNRESOLVED"
    MISSING = "MISSING"


class ProtocolStatus(StrEnum):
    """Whether a protocol is in force."""

    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"
    SUPERSEDED = "SUPERSEDED"
    ENDED = "ENDED"


class ClauseKind(StrEnum):
    """The three kinds of clause that a protocol holds (the paper's chapter 3)."""

    ACCOUNTABILITY = "ACCOUNTABILITY"
    RESPONSIBILITY = "RESPONSIBILITY"
    PROBITY = "PROBITY"


class Duty(StrEnum):
    """What a body has to do for a target when people ask who answers for it."""

    DELIVERS = "DELIVERS"
    REPORTS_TO = "REPORTS_TO"
    SCRUTINISES = "SCRUTINISES"
    AUDITS = "AUDITS"
    INSPECTS = "INSPECTS"
    DECIDES = "DECIDES"


class ContributionTerms(StrEnum):
    """On what terms money is put behind an agreement."""

    POOLED = "POOLED"
    ALIGNED = "ALIGNED"
    RING_FENCED = "RING_FENCED"


class Extent(StrEnum):
    """How much of a grant something speaks of."""

    WHOLE = "WHOLE"
    PART = "PART"
    WHOLE_OR_PART = "WHOLE_OR_PART"
    NONE = "NONE"
    UNSTATED = "UNSTATED"


class TotalOf(StrEnum):
    """What a stated total claims to add up."""

    GRANTS = "GRANTS"
    CONTRIBUTIONS = "CONTRIBUTIONS"
    ALLOCATIONS = "ALLOCATIONS"


class NegotiationStatus(StrEnum):
    """How far a negotiation has come."""

    OPEN = "OPEN"
    ADVISED = "ADVISED"
    DECIDED = "DECIDED"
    CLOSED = "CLOSED"


class ProposalSubject(StrEnum):
    """What a proposal is about."""

    TARGET = "TARGET"
    FREEDOM = "FREEDOM"
    POOL = "POOL"
    REWARD = "REWARD"
    OTHER = "OTHER"


class ProposalStatus(StrEnum):
    """Whether a proposal has been answered."""

    UNANSWERED = "UNANSWERED"
    PARTLY_ANSWERED = "PARTLY_ANSWERED"
    ANSWERED = "ANSWERED"
    SUPERSEDED = "SUPERSEDED"


class Outcome(StrEnum):
    """What a response says, which is seldom just yes or no."""

    AGREED = "AGREED"
    PARTLY_AGREED = "PARTLY_AGREED"
    REJECTED = "REJECTED"
    COUNTER_PROPOSED = "COUNTER_PROPOSED"
    DEFERRED = "DEFERRED"
    UNDER_CONSIDERATION = "UNDER_CONSIDERATION"
    TO_BE_CONSULTED_ON = "TO_BE_CONSULTED_ON"
    ALREADY_POSSIBLE = "ALREADY_POSSIBLE"
    WITHDRAWN = "WITHDRAWN"
    NO_VERDICT = "NO_VERDICT"


class Recommendation(StrEnum):
    """What a third party's public advice recommends."""

    APPROVE = "APPROVE"
    MODIFY = "MODIFY"
    REJECT = "REJECT"


class FindingKind(StrEnum):
    """What readers are shown that does not stand as it should."""

    NO_LEAD = "NO_LEAD"
    JOINT_LEAD = "JOINT_LEAD"
    UNRESOLVED_LEAD = "UNRESOLVED_LEAD"
    NO_PROTOCOL = "NO_PROTOCOL"
    NO_ACCOUNTABLE_PARTNER = "NO_ACCOUNTABLE_PARTNER"
    OVERALLOCATED = "OVERALLOCATED"
    TOTAL_DIFFERS = "TOTAL_DIFFERS"
    UNANSWERED = "UNANSWERED"
    DECIDED_WITHOUT_ADVICE = "DECIDED_WITHOUT_ADVICE"
    MISSED_MILESTONE = "MISSED_MILESTONE"
