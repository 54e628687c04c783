"""The code lists of the record: each a closed list of words with one meaning each."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class CodeList(StrEnum):
    """A closed list of words; each has one meaning, which is written here and nowhere else."""

    meaning: str

    # Looking a word up, Standing("VERBATIM"), does without the meaning: hence the default.
    def __new__(cls, word: str, meaning: str = "") -> Self:
        """Make a word of the list."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member


class World(CodeList):
    """Of what records tell: those of different worlds never refer to each other."""

    REAL = "REAL", "Of what really was, as sources tell it"
    FICTIONAL = "FICTIONAL", "Of what is made up to show how the register works"
    SYNTHETIC = "SYNTHETIC", "Of what is made up to measure with"

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Return how records of this world can stand to their sources."""
        return tuple(standing for standing in Standing if standing.world is self)


class Standing(CodeList):
    """How a record stands to its source."""

    VERBATIM = "VERBATIM", "It says what its source says, word for word"
    RESTATED = "RESTATED", "It says what its source says, in the record's own words"
    FICTIONAL = "FICTIONAL", "It is made up to show how the register works"
    SYNTHETIC = "SYNTHETIC", "It is made up to measure with"

    @property
    def world(self) -> World:
        """Return the world: records of different worlds never refer to each other."""
        made_up = self in (Standing.FICTIONAL, Standing.SYNTHETIC)
        return World(self.value) if made_up else World.REAL


class Role(CodeList):
    """In which role somebody records an act: what it may record follows from it."""

    COUNCIL = "COUNCIL", "The council of an area, which speaks for its partners"
    PARTNER = "PARTNER", "A partner of an agreement"
    DEPARTMENT = "DEPARTMENT", "A department of central government"
    GOVERNMENT_OFFICE = "GOVERNMENT_OFFICE", "A Government Office for a region"
    MINISTER = "MINISTER", "A minister's office, which decides"
    INSPECTORATE = "INSPECTORATE", "A national inspectorate"
    AUDITOR = "AUDITOR", "An auditor of public money"
    SCRUTINY_COMMITTEE = "SCRUTINY_COMMITTEE", "A council's scrutiny committee"
    AREA_COMMITTEE = "AREA_COMMITTEE", "A committee for a part of a council's area"
    NEIGHBOURHOOD_FORUM = "NEIGHBOURHOOD_FORUM", "A forum of a neighbourhood's people"
    INTEREST_GROUP = "INTEREST_GROUP", "A group of people with one interest"
    PETITION_ORGANISER = "PETITION_ORGANISER", "Somebody who organises a petition"
    REGISTRAR = "REGISTRAR", "The registry's own keeper, who records what documents say"


class AreaKind(CodeList):
    """What kind of place an area is."""

    COUNTY = "COUNTY", "A county with districts below it"
    UNITARY = "UNITARY", "A place with one council for everything"
    METROPOLITAN_DISTRICT = "METROPOLITAN_DISTRICT", "A district of a metropolitan county"
    LONDON_BOROUGH = "LONDON_BOROUGH", "A borough of London, or the City"
    DISTRICT = "DISTRICT", "A district of a county"
    NEIGHBOURHOOD = "NEIGHBOURHOOD", "A neighbourhood inside an area"
    WARD = "WARD", "An electoral ward inside an area"
    OTHER = "OTHER", "Any other kind of place"


class PartnerKind(CodeList):
    """What kind of body a partner is."""

    COUNCIL = "COUNCIL", "A local authority, or a committee of one"
    DEPARTMENT = "DEPARTMENT", "A department of central government"
    TREASURY = "TREASURY", "The Treasury"
    GOVERNMENT_OFFICE = (
        "GOVERNMENT_OFFICE",
        "A Government Office for a region, which brokers agreements",
    )
    INSPECTORATE = "INSPECTORATE", "A body that inspects or audits"
    AGENCY = "AGENCY", "An agency or other public body at arm's length"
    POLICE = "POLICE", "A police force or police authority"
    FIRE_AND_RESCUE = "FIRE_AND_RESCUE", "A fire and rescue service or authority"
    PROBATION = "PROBATION", "A probation service"
    HEALTH = "HEALTH", "A body of the health service, such as a primary care trust"
    JOBCENTRE_PLUS = "JOBCENTRE_PLUS", "Jobcentre Plus, or a district of it"
    LEARNING_AND_SKILLS_COUNCIL = (
        "LEARNING_AND_SKILLS_COUNCIL",
        "The Learning and Skills Council, or a branch of it",
    )
    REGIONAL_DEVELOPMENT_AGENCY = "REGIONAL_DEVELOPMENT_AGENCY", "A regional development agency"
    PARTNERSHIP = (
        "PARTNERSHIP",
        "A partnership of several bodies, such as a Local Strategic Partnership",
    )
    VOLUNTARY_SECTOR = "VOLUNTARY_SECTOR", "A charity, community group or other voluntary body"
    BUSINESS = "BUSINESS", "A business, or a body that speaks for businesses"
    COUNCIL_ASSOCIATION = "COUNCIL_ASSOCIATION", "An association of councils"
    OTHER = "OTHER", "Any other kind of body"


class AgreementStatus(CodeList):
    """How far a Local Area Agreement has come."""

    DRAFTING = "DRAFTING", "It is being drafted, or was sent back to be modified"
    NEGOTIATING = "NEGOTIATING", "It is being negotiated with government"
    AGREED = "AGREED", "It was approved or signed"
    ENDED = "ENDED", "Its term is over"
    UNSTATED = "UNSTATED", "Nothing says how far it has come"


class Designation(CodeList):
    """Whether a target is one of the designated ones, of which an agreement has at most 35."""

    DESIGNATED = (
        "DESIGNATED",
        "One of the targets agreed with government, at most 35 in an agreement",
    )
    LOCAL = "LOCAL", "A target of the partners' own"
    STATUTORY_EDUCATION = (
        "STATUTORY_EDUCATION",
        "One of the education and early years targets that statute asks for",
    )
    UNSTATED = "UNSTATED", "Nothing says which"


class Polarity(CodeList):
    """Which way a measure should move."""

    HIGHER_IS_BETTER = "HIGHER_IS_BETTER", "More of it is better"
    LOWER_IS_BETTER = "LOWER_IS_BETTER", "Less of it is better"
    UNSTATED = "UNSTATED", "Nothing says which way is better"


class DerivationKind(CodeList):
    """How a local target came out of a national goal."""

    ADOPTED = "ADOPTED", "The goal was taken over as it stood"
    ADAPTED = "ADAPTED", "The goal was made to fit the place"
    COMBINED = "COMBINED", "Several goals were made into one target"
    NEW = "NEW", "The partners set it themselves, with the goal in mind"


class AccountabilityRole(CodeList):
    """In which role a partner answers for a target."""

    LEAD = "LEAD", "It leads the target"
    ACCOUNTABLE = "ACCOUNTABLE", "It answers for the target with others"


class LeadState(CodeList):
    """What is known of who leads a target; anything but SINGLE and ENDED is a finding."""

    SINGLE = "SINGLE", "One partner leads"
    JOINT = "JOINT", "Several partners lead together"
    UNRESOLVED = "UNRESOLVED", "The wording does not tell which partner leads"
    MISSING = "MISSING", "Nobody is on record as leading"
    ENDED = "ENDED", "The target's term is over; the lead is who led it to its end"


class StatedLeadState(CodeList):
    """What is recorded of a lead; that it ended with its target follows from the target."""

    SINGLE = LeadState.SINGLE.value, LeadState.SINGLE.meaning
    JOINT = LeadState.JOINT.value, LeadState.JOINT.meaning
    UNRESOLVED = LeadState.UNRESOLVED.value, LeadState.UNRESOLVED.meaning
    MISSING = LeadState.MISSING.value, "Nobody is named"


class ProtocolStatus(CodeList):
    """Whether a protocol is in force."""

    PROPOSED = "PROPOSED", "It is not in force yet"
    IN_FORCE = "IN_FORCE", "It is in force"
    SUPERSEDED = "SUPERSEDED", "Another took its place"
    ENDED = "ENDED", "It is in force no more, and none took its place"


class ClauseKind(CodeList):
    """The three kinds of clause that a protocol holds."""

    ACCOUNTABILITY = "ACCOUNTABILITY", "Who answers to whom"
    RESPONSIBILITY = "RESPONSIBILITY", "Who has to do what"
    PROBITY = "PROBITY", "How money, audit and conflicts of interest are handled"


class Duty(CodeList):
    """What a body has to do for a target when people ask who answers for it."""

    DELIVERS = "DELIVERS", "It has to reach the target, and to answer first"
    REPORTS_TO = "REPORTS_TO", "It receives the reports of who delivers"
    SCRUTINISES = "SCRUTINISES", "It examines in public how the target is delivered"
    AUDITS = "AUDITS", "It examines the money"
    INSPECTS = "INSPECTS", "It may be called in to inspect"
    DECIDES = "DECIDES", "It decides in the end"


class ContributionTerms(CodeList):
    """On what terms money is put behind an agreement."""

    POOLED = "POOLED", "The partners spend it together, on whatever the pool is for"
    ALIGNED = "ALIGNED", "It stays with its owner, who spends it in step with the others"
    RING_FENCED = "RING_FENCED", "It may be spent on one purpose only"


class Extent(CodeList):
    """How much of a grant something speaks of."""

    WHOLE = "WHOLE", "The whole of it"
    PART = "PART", "A part of it"
    WHOLE_OR_PART = "WHOLE_OR_PART", "The whole or a part of it; the source does not say which"
    NONE = "NONE", "Nothing of it"
    UNSTATED = "UNSTATED", "The source does not say"


class TotalOf(CodeList):
    """What a stated total claims to add up."""

    GRANTS = "GRANTS", "The grants of an area"
    CONTRIBUTIONS = "CONTRIBUTIONS", "What was put into a pool"
    ALLOCATIONS = "ALLOCATIONS", "What a pool gives to targets"


class NegotiationStatus(CodeList):
    """How far a negotiation has come."""

    OPEN = "OPEN", "No end, advice or decision is on record"
    ADVISED = "ADVISED", "Advice has been published, and nothing is approved yet"
    DECIDED = "DECIDED", "It ended with an approval"
    CLOSED = "CLOSED", "It ended without an approval on record"


class ProposalSubject(CodeList):
    """What a proposal is about."""

    TARGET = "TARGET", "A target"
    FREEDOM = "FREEDOM", "A freedom or flexibility: that a rule or duty be lifted"
    POOL = "POOL", "Money to be pooled, or how it may be used"
    REWARD = "REWARD", "A reward for results"
    OTHER = "OTHER", "Anything else"


class ProposalStatus(CodeList):
    """Whether a proposal has been answered."""

    UNANSWERED = "UNANSWERED", "No response is on record"
    PARTLY_ANSWERED = (
        "PARTLY_ANSWERED",
        "Some response, but none to the whole and not one to each request",
    )
    ANSWERED = "ANSWERED", "A response to the whole, or to every request"
    SUPERSEDED = "SUPERSEDED", "A later proposal took its place"


class Outcome(CodeList):
    """What a response says, which is seldom just yes or no."""

    AGREED = "AGREED", "Yes"
    PARTLY_AGREED = "PARTLY_AGREED", "Yes to a part of what was asked"
    REJECTED = "REJECTED", "No"
    COUNTER_PROPOSED = "COUNTER_PROPOSED", "Something else is offered instead"
    DEFERRED = "DEFERRED", "The answer is put off"
    UNDER_CONSIDERATION = "UNDER_CONSIDERATION", "The answer is still being thought about"
    TO_BE_CONSULTED_ON = "TO_BE_CONSULTED_ON", "Others are to be asked first"
    ALREADY_POSSIBLE = "ALREADY_POSSIBLE", "Nothing stands in the way as it is"
    WITHDRAWN = "WITHDRAWN", "It was taken back by who had asked"
    NO_VERDICT = "NO_VERDICT", "Words that come to no answer"


class Recommendation(CodeList):
    """What a third party's public advice recommends."""

    APPROVE = "APPROVE", "To approve the agreement as it stands"
    MODIFY = "MODIFY", "To have it modified first"
    REJECT = "REJECT", "To reject it"


class FindingKind(CodeList):
    """What readers are shown that does not stand as it should."""

    NO_LEAD = "NO_LEAD", "A target that nobody is on record as leading"
    JOINT_LEAD = "JOINT_LEAD", "A target that several partners lead"
    UNRESOLVED_LEAD = "UNRESOLVED_LEAD", "A target whose lead cannot be told from the wording"
    NO_PROTOCOL = (
        "NO_PROTOCOL",
        "A target with no protocol in force on record, neither its own nor its agreement's",
    )
    NO_ACCOUNTABLE_PARTNER = (
        "NO_ACCOUNTABLE_PARTNER",
        "A target that drops a national measure without a partner on record that answers for it",
    )
    OVERALLOCATED = "OVERALLOCATED", "A pool that gives more than was put into it"
    TOTAL_DIFFERS = "TOTAL_DIFFERS", "A stated total that is not the sum of its rows"
    UNANSWERED = "UNANSWERED", "A proposal without a response on record"
    DECIDED_WITHOUT_ADVICE = (
        "DECIDED_WITHOUT_ADVICE",
        "A decision that cites no published advice on record",
    )
    MISSED_MILESTONE = "MISSED_MILESTONE", "A milestone that was not reached"
    SHARED_IDENTIFIER = "SHARED_IDENTIFIER", "An identifier by which two organisations go"
    MALFORMED_IDENTIFIER = (
        "MALFORMED_IDENTIFIER",
        "An identifier that the list that it is said to be from cannot hold",
    )
