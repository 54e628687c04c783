"""The questions that the API is measured with: small, deep, wide, and two that people ask most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import FieldNode, SelectionSetNode, Visitor, parse, print_ast, visit

LEFT_OUT = 1 / 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its variables."""

    name: str
    query: str
    variables: dict[str, Any] = field(default_factory=dict)


ONE_TARGET = """
query ($target: String!) {
  target(by: { reference: $target }, asOf: "2008-06-01") {
    title
    lead { state partner { name } }
    protocol { title version complaints }
    allocations { amount { amount } pool { title financialYear } }
  }
}
"""

AGREEMENT = """
query ($agreement: String!) {
  agreement(by: { reference: $agreement }, asOf: "2008-06-01") {
    title
    status
    area { name region { name } }
    targets(first: 100) {
      totalCount
      nodes {
        reference
        title
        block
        designation
        baseline { stated number unit }
        derivedFrom { how why goal { code title } scraps { code title } }
        lead { state stated partner { name } }
        accountable { name kind }
        protocol { title version }
        allocations { amount { amount } pool { title } }
        milestones { period aim { stated number unit } outturn { stated number } met }
        measurements { period value { stated number } reportedOn reportedBy { name } }
        source { title standing }
      }
    }
  }
}
"""

PROPOSALS = """
query ($department: [String!]) {
  proposals(
    first: 100
    filter: { department: $department, outcome: [REJECTED, PARTLY_AGREED] }
    orderBy: [{ by: AT, direction: DESC }]
  ) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      reference
      title
      text
      at
      status
      by { name }
      negotiation { title agreement { title area { name } } }
      responses { outcome stated reasons at by { name } }
    }
  }
}
"""

WHO = """
query ($target: String!) {
  whoIsResponsible(target: { reference: $target }, asOf: "2008-06-01") {
    target { title designation source { title standing } }
    lead { state stated from partner { name } }
    accountable { name kind }
    answersTo { order duty withinDays partner { name } basis { number kind text } }
    complaints
    protocol { title version status }
    pools {
      amount { amount }
      spent { amount }
      pool { title contributions { from { name } amount { amount } } }
    }
    findings { kind says since }
  }
}
"""

FINDINGS = """
query ($agreement: [String!]) {
  findings(first: 100, filter: { agreement: $agreement }, asOf: "2008-06-01") {
    totalCount
    nodes { kind says since about { reference } }
  }
}
"""

ALL_FINDINGS = """
{ findings(first: 100, asOf: "2008-06-01") { nodes { kind says about { reference } } } }
"""

QUESTIONS = (
    Asked("Q1 one target", ONE_TARGET, {"target": "SYN-A0007/T003"}),
    Asked("Q2 an agreement", AGREEMENT, {"agreement": "SYN-A0007/LAA"}),
    Asked("Q3 100 proposals", PROPOSALS, {"department": ["SYN-HEALTH"]}),
    Asked("who is responsible", WHO, {"target": "SYN-A0007/T003"}),
    Asked("findings, one area", FINDINGS, {"agreement": ["SYN-A0007/LAA"]}),
    Asked("findings, all", ALL_FINDINGS),
)


def never_asked(query: str, count: int) -> Iterator[str]:
    """So many documents that are new: the question without some of its leaves, others each time.

    Where a question has too few leaves for that, documents come again under another comment, which
    makes them new to all that is kept by document.
    """
    document = parse(query)
    chance = Random(1)
    for number in range(count):
        yield f"# {number}\n{print_ast(visit(document, Leaves(chance)))}"


class Leaves(Visitor):
    """Leaves one in eight leaves of a document out, unless nothing would be left beside it."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self.chance = chance

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        """Drop some of the leaves."""
        kept = tuple(
            n
            for n in node.selections
            if (isinstance(n, FieldNode) and n.selection_set) or self.chance.random() > LEFT_OUT
        )
        return SelectionSetNode(selections=kept) if kept else None
