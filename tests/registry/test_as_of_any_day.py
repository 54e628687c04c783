"""As of any day a register answers as one that holds only the acts that had happened by then.

An act without a day counts as having happened always. An act that names what had not happened is
left out with it, and so is a correction of words that a later act had given.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry import Limits, Refused, Settings
from registry.acts import (
    Act,
    AgreementRevised,
    Between,
    Corrected,
    MeasurementReported,
    MilestoneSet,
    On,
    ProposalMade,
    ProtocolAdopted,
    ResponseGiven,
    RevisionConsented,
    TargetChanged,
    TargetDesignated,
    fields_of,
)
from registry.vocabulary import Designation, Outcome, ProposalSubject
from tests.registry.world import World, lead, target, tell
from tests.schema.asking import Asking
from tests.support.soak import times

DAYS = [f"{year}-{month:02}-01" for year in (2007, 2008, 2009) for month in (1, 4, 7, 10)]
TARGETS = ("T1", "T2")
PARTNERS = ("POLICE", "COUNCIL", "PCT")
CHANGED = ("title", "unit", "target_stated", "until", "measure", "polarity")
WORDS = {
    "until": st.sampled_from(["2009-05-01", "2010-04-01"]),
    "measure": st.just("NI16"),
    "polarity": st.sampled_from(["HIGHER_IS_BETTER", "LOWER_IS_BETTER"]),
}
EVERYTHING = """
query Everything($on: Date!) {
  targets(first: 100, asOf: $on, orderBy: [{ by: TITLE }]) { totalCount nodes { ...target } }
  new: targets(filter: { text: "new" }, asOf: $on) { nodes { reference } }
  measured: targets(filter: { measure: "NI16" }, asOf: $on) { nodes { reference } }
  led: targets(filter: { lead: "POLICE" }, asOf: $on) { nodes { reference } }
  designated: targets(filter: { designation: DESIGNATED }, asOf: $on) { nodes { reference } }
  first: target(by: { reference: "T1" }, asOf: $on) { ...target }
  whoIsResponsible(target: { reference: "T2" }, asOf: $on) {
    lead { ...lead } accountable { reference } complaints findings { kind says since }
    answersTo { order partner { reference } } protocol { reference until }
  }
  agreements(first: 100, asOf: $on) { nodes {
    reference status
    revisions {
      reference title on
      consents { on partner { reference } }
      changes { field was value target { reference title } }
      designations { designation from until }
    }
    protocols { totalCount nodes { ...protocol } }
    negotiations { nodes {
      reference status timeline { totalCount nodes { at summary } }
      proposals(orderBy: [{ by: AT }]) { nodes { ...proposal } }
    } }
  } }
  proposals(first: 100, asOf: $on) { totalCount nodes { ...proposal } }
  unanswered: proposals(filter: { status: UNANSWERED }, asOf: $on) { nodes { reference } }
  findings(first: 100, asOf: $on) { totalCount nodes { kind says since about { reference } } }
  partners(first: 100, asOf: $on) { nodes { reference leads { totalCount nodes { title } } } }
  proposalStatistics(world: FICTIONAL, asOf: $on, by: [OUTCOME]) {
    total { ...figures } groups { keys { value } }
  }
}
fragment lead on Lead { state stated from until partner { reference } partners { reference } }
fragment protocol on Protocol { reference title status from until supersedes { reference } }
fragment target on Target {
  reference title unit targetStated polarity from until measure { code } designation
  designations { designation from until }
  lead { ...lead } leads { ...lead } accountable { reference } protocol { ...protocol }
  milestones { period met aim { stated } outturn { stated number } }
  measurements { period value { stated } reportedOn revises }
  changes { field was value revision { reference on } }
  findings { kind says since }
}
fragment proposal on Proposal {
  reference title at status daysWaiting target { title } supersedes { reference }
  responses { at outcome days }
}
fragment figures on ProposalFigures {
  proposals answered unanswered superseded outcomes { outcome responses }
}
"""

ROOMY = Settings(limits=Limits(nodes=1_000_000))

day = st.sampled_from(DAYS)
perhaps = st.none() | day


@st.composite
def histories(draw: st.DrawFn) -> list[Act]:
    """Acts that may be recorded in their order; the rules say which are."""
    begun = draw(st.permutations([*draw(terms()), *draw(events())]))
    # Terms end each other in the order of their days; revisions come in whatever order.
    begun.sort(key=lambda act: getattr(act, "from_", None) or "" if ends_another(act) else "")
    changes = draw(
        st.permutations([*draw(revisions()), *draw(st.lists(corrections(), max_size=5))])
    )
    agreed = [act for act in changes if isinstance(act, AgreementRevised | RevisionConsented)]
    agreed.sort(key=lambda act: isinstance(act, RevisionConsented))
    rest = [act for act in changes if act not in agreed]
    place = draw(st.integers(0, len(begun)))
    return [*begun[:place], *agreed, *rest, *begun[place:]]


def ends_another(act: Act) -> bool:
    return act.KIND in ("accountability", "target_designations", "protocols")


@st.composite
def terms(draw: st.DrawFn) -> list[Act]:
    """Leads, designations and protocols."""
    acts: list[Act] = []
    for target_ in TARGETS:
        for partner in draw(st.lists(st.sampled_from(PARTNERS), max_size=3)):
            until = draw(st.none() | st.just("2010-01-01"))
            acts.append(lead(partner, draw(perhaps), target=target_, until=until))
        for designation in draw(st.lists(st.sampled_from(list(Designation)), max_size=3)):
            fields = {"target": target_, "designation": designation, "from_": draw(perhaps)}
            acts.append(tell(TargetDesignated, **fields))
    for version, from_ in enumerate(sorted(draw(st.lists(day, max_size=3, unique=True))), 1):
        acts.append(
            tell(
                ProtocolAdopted,
                reference=f"P{version}",
                title=f"Protocol {version}",
                agreement="LAA",
                version=version,
                supersedes=f"P{version - 1}" if version > 1 else None,
                complaints=f"Write to {version}",
                from_=from_,
            )
        )
    return acts


@st.composite
def events(draw: st.DrawFn) -> list[Act]:
    """Milestones, measurements, proposals and responses."""
    period = {"target": "T1", "period": "2008-09"}
    acts: list[Act] = [tell(MilestoneSet, **period, aim_number="10")]
    for reported, value in draw(st.lists(st.tuples(perhaps, st.sampled_from(["5", "15"])))):
        figure = {"value_number": value, "reported_on": reported}
        acts.append(tell(MeasurementReported, **period, **figure))
    # What takes the place of a proposal comes after it.
    for number, at in enumerate(
        sorted(draw(st.lists(perhaps, max_size=3)), key=lambda at: at or "")
    ):
        fields = {"title": f"Proposal {number}", "text": "x", "subject": ProposalSubject.TARGET}
        earlier = f"A{number - 1}" if number and at and draw(st.booleans()) else None
        made = {"negotiation": "TALKS", "by": "COUNCIL", "at": at, "target": "T1"}
        acts.append(
            tell(ProposalMade, reference=f"A{number}", supersedes=earlier, **made, **fields)
        )
        for outcome in draw(st.lists(st.sampled_from(list(Outcome)), max_size=2)):
            said = {"by": "DEPARTMENT", "at": draw(perhaps), "outcome": outcome, "stated": "x"}
            acts.append(tell(ResponseGiven, proposal=f"A{number}", **said))
    return acts


@st.composite
def revisions(draw: st.DrawFn) -> list[Act]:
    """Revisions with their consents, and what they change."""
    acts: list[Act] = []
    for number, on in enumerate(draw(st.lists(day, max_size=4))):
        revision = f"R{number}"
        acts.append(tell(AgreementRevised, reference=revision, agreement="LAA", title="x", on=on))
        for partner in PARTNERS:
            acts.append(tell(RevisionConsented, revision=revision, partner=partner))
        for target_ in TARGETS:
            for name in draw(st.sets(st.sampled_from(CHANGED), max_size=3)):
                value = draw(WORDS.get(name, st.sampled_from([f"new {name}", f"newer {name}"])))
                change = {"target": target_, "revision": revision, "field": name, "value": value}
                acts.append(tell(TargetChanged, **change))
    return acts


def corrections() -> st.SearchStrategy[Act]:
    return st.builds(
        lambda target_, name, value: tell(
            Corrected, kind="targets", record=target_, field=name, value=value, reason="a slip"
        ),
        st.sampled_from(TARGETS),
        st.sampled_from(["title", "unit", "target_stated"]),
        st.sampled_from(["corrected", "corrected again"]),
    )


@dataclass
class Record:
    """What was recorded: the acts that were not refused, and on what each of them rests."""

    world: World
    acts: list[Act] = field(default_factory=list)
    mends: dict[int, TargetChanged | None] = field(default_factory=dict)

    def take(self, acts: Sequence[Act]) -> None:
        for act in acts:
            try:
                recorded = self.world.record(act)
            except Refused:
                continue
            if recorded.repeated == 0:
                if isinstance(act, Corrected):
                    self.mends[len(self.acts)] = self.change_that_holds(act)
                self.acts.append(act)

    def change_that_holds(self, act: Corrected) -> TargetChanged | None:
        """The change that gave the words that an act corrects; none where the target did."""
        changes = [
            each
            for each in self.acts
            if isinstance(each, TargetChanged)
            and (each.target, each.field) == (act.record, act.field)
        ]
        return max(changes, key=self.turn, default=None)

    def turn(self, change: TargetChanged) -> tuple[str, str, str]:
        return str(self.named("revisions", change.revision).on), change.revision, change.reference

    def named(self, kind: str, reference: str) -> Any:
        return next((a for a in self.acts if (a.KIND, a.reference) == (kind, reference)), None)

    def happened_by(self, on: str) -> Iterator[Act]:
        for place, act in enumerate(self.acts):
            mended = self.mends.get(place)
            if self.had_happened(act, on) and (mended is None or self.had_happened(mended, on)):
                yield act

    def had_happened(self, act: Act, on: str) -> bool:
        named = [self.named(str(told.refers), reference) for told, reference in act.refers_to()]
        stated = day_of(act)
        return (stated is None or stated <= on) and all(
            each is None or self.had_happened(each, on) for each in named
        )


def day_of(act: Act) -> Any:
    """The day that an act itself states."""
    match act.HAPPENED:
        case Between(begins=begins):
            return getattr(act, begins)
        case On(fields=names):
            days = [each.attribute for each in fields_of(type(act)) if not each.refers]
            return next((d for n in names if n in days and (d := getattr(act, n))), None)
    return None


@settings(
    phases=[Phase.generate], max_examples=times(400), suppress_health_check=[HealthCheck.too_slow]
)
@given(acts=histories(), on=day)
def test_the_answer_as_of_a_day_is_that_of_a_register_of_that_day(
    worlds: Callable[[], AbstractContextManager[World]], acts: list[Act], on: str
) -> None:
    with worlds() as all_of_it, worlds() as then:
        record = Record(all_of_it)
        another = target("T2", title="Another")
        record.take([another, *acts])
        for act in record.happened_by(on):
            then.record(act)

        found, wanted = (
            Asking(world.registry, ROOMY).data(EVERYTHING, on=on) for world in (all_of_it, then)
        )
        assert found == wanted
