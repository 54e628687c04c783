"""From what each field follows; what follows from absence says so, as far as the sources reach.

Registers are drawn at random: what is refused of what was drawn is left out of them.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from graphql import (
    FieldNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_leaf_type,
    parse,
    visit,
)
from hypothesis import given
from hypothesis import strategies as st

from registry.acts import Act, DecisionMade, ProtocolAdopted, SourceCited
from registry.reading.findings import finding_kinds
from registry.vocabulary import Basis, FindingKind, format_day
from schema.planner.planning_context import DEFINITION
from tests.registry.world import target, tell
from tests.schema.asking import Asking
from tests.schema.test_derived_facts import DAYS, day, proposals, registers_drawn, terms
from tests.schema.test_descriptions import CONTRACT, OWN

ASKED = (DAYS[2], DAYS[6], "2026-12-01")
EVERYTHING = """
query Everything($on: Date!) {
  proposals(first: 100, asOf: $on) { nodes {
    __typename ...proposal
    at source { publishedOn } requests { source { publishedOn } }
    responses { at source { publishedOn } }
  } }
  targets(first: 100, asOf: $on) { nodes {
    lead { ...lead } leads { ...lead } findings { ...finding }
  } }
  whoIsResponsible(target: { reference: "T1" }, asOf: $on) { lead { ...lead } }
  agreements(asOf: $on) { nodes {
    __typename status statusSays sourcesReach
    protocols { nodes { __typename status statusSays sourcesReach } }
    negotiations { nodes { __typename status statusSays sourcesReach } }
  } }
  findings(first: 100, asOf: $on) { nodes { ...finding } }
  proposalStatistics(world: FICTIONAL, by: [RESPONDENT], asOf: $on) {
    total { ...figures } groups(first: 100) { keys { __typename says } figures { ...figures } }
  }
}
fragment proposal on Proposal { status daysWaiting statusSays sourcesReach }
fragment lead on Lead { __typename state says sourcesReach }
fragment finding on Finding { __typename kind says sourcesReach }
fragment figures on ProposalFigures {
  __typename partlyAnswered unanswered requestsUnanswered says sourcesReach
  unansweredFor { longest }
}
"""


def bases() -> Iterator[tuple[str, Basis | None, bool, str | None]]:
    """Each field of an object: what it says of its basis, whether it is a value, what says so."""
    for kind in OWN:
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                told = field.extensions[DEFINITION].metadata
                leaf = is_leaf_type(get_named_type(field.type))
                yield f"{kind.name}.{name}", told.get("basis"), leaf, told.get("said_by")


ABSENT = {where: said_by for where, basis, _, said_by in bases() if basis is Basis.ABSENCE}


def test_every_field_declares_from_what_it_follows() -> None:
    assert [where for where, basis, *_ in bases() if not isinstance(basis, Basis)] == []


def test_what_follows_from_absence_names_the_field_whose_sentence_says_so() -> None:
    values = {where for where, _, leaf, _ in bases() if leaf}

    for where, said_by in ABSENT.items():
        if where in values or said_by is not None:
            owner = where.partition(".")[0]
            assert f"{owner}.{said_by}" in values, where
            assert owner == "GroupKey" or f"{owner}.sourcesReach" in values


class Selected(Visitor):
    """The fields that a document selects, each with its type."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info, self.names = info, set[str]()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        parent = self.info.get_parent_type()
        assert parent is not None
        self.names.add(f"{parent.name}.{node.name.value}")


def test_the_random_registers_are_asked_for_every_value_that_follows_from_absence() -> None:
    info = TypeInfo(CONTRACT)
    selected = Selected(info)
    visit(parse(EVERYTHING), TypeInfoVisitor(info, selected))

    assert {where for where, said_by in ABSENT.items() if said_by} - selected.names == set()


sources = [
    tell(SourceCited, reference="S3", title="Of the third", published_on=DAYS[2]),
    tell(SourceCited, reference="S7", title="Of the seventh", published_on=DAYS[6]),
]


@st.composite
def histories(draw: st.DrawFn) -> list[Act]:
    """Proposals, terms of leads, protocols and decisions, of sources with and without a day."""
    others = [
        tell(
            DecisionMade,
            reference="D",
            negotiation="TALKS",
            by="DEPARTMENT",
            at=draw(day),
            approves=draw(st.booleans()),
            reasons="x",
            as_stated=True,
        ),
        tell(
            ProtocolAdopted,
            reference="V",
            title="x",
            agreement="LAA",
            version=1,
            from_=draw(day),
            until=draw(st.none() | st.just("2009-01-01")),
        ),
        target("T2", until=draw(day)),
        target("T3"),
    ]
    acts = [*others, *draw(proposals()), *draw(st.lists(terms, max_size=8))]
    source = st.sampled_from(["S", "S3", "S7"])
    return [*sources, *(replace(act, source=draw(source)) for act in acts)]


def said(answer: Any) -> Iterator[dict[str, Any]]:
    """Every object of an answer that says something in a sentence."""
    if isinstance(answer, list):
        for each in answer:
            yield from said(each)
    if isinstance(answer, dict):
        if answer.get("says") or "statusSays" in answer:
            yield answer
        yield from said(list(answer.values()))


def follows_from_absence(told: dict[str, Any]) -> bool:
    if told["__typename"] == "Finding":
        return finding_kinds()[FindingKind(told["kind"])].basis is Basis.ABSENCE
    return True


def reach_of(proposal: Any, on: str) -> str | None:
    """The last day, by another, to which what is shown of a proposal speaks."""
    parts = [proposal, *proposal["requests"], *proposal["responses"]]
    days = [part.get("at") for part in parts] + [part["source"]["publishedOn"] for part in parts]
    return max((min(each, on) for each in days if each), default=None)


@registers_drawn
@given(histories())
def test_what_follows_from_absence_says_so_and_goes_no_further_than_the_sources(
    registers: Callable[..., AbstractContextManager[Asking]], acts: list[Act]
) -> None:
    with registers(*acts) as asking:
        for on in ASKED:
            answer = asking.data(EVERYTHING, on=on)
            for told in filter(follows_from_absence, said(answer)):
                sentence, reach = told.get("statusSays") or told["says"], told.get("sourcesReach")
                assert "on record" in sentence.lower()
                if told["__typename"] != "GroupKey":
                    assert reach is None or reach <= on
                    assert (format_day(reach) if reach else "name no day") in sentence
            for node in answer["proposals"]["nodes"]:
                assert node["sourcesReach"] == reach_of(node, on)
                if node["status"] == "UNANSWERED" and node["daysWaiting"] is not None:
                    begun = date.fromisoformat(node["at"])
                    waited = timedelta(days=node["daysWaiting"])
                    assert (begun + waited).isoformat() == node["sourcesReach"]
            unanswered = [
                node for node in answer["proposals"]["nodes"] if node["status"] == "UNANSWERED"
            ]
            longest = answer["proposalStatistics"]["total"]["unansweredFor"]["longest"]
            waits = [node["daysWaiting"] for node in unanswered]
            assert longest == max((each for each in waits if each is not None), default=None)
