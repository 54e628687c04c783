"""The questions as Answerable is asked them; the naive server offers the same fields."""

from __future__ import annotations

from typing import Any

from bench.peers.questions import DAY, PAGE, Dialect, Question, Subject, Wording

TARGET = f"""
query ($target: String!) {{
  target(by: {{ reference: $target }}, asOf: "{DAY}") {{
    title
    lead {{ state stated partner {{ name }} }}
    protocol {{ title version complaints }}
    allocations {{ amount {{ amount }} pool {{ title financialYear }} }}
  }}
}}
"""

AGREEMENT = f"""
query ($agreement: String!) {{
  agreement(by: {{ reference: $agreement }}, asOf: "{DAY}") {{
    title
    area {{ name region {{ name }} }}
    targets(first: {PAGE}) {{
      totalCount
      nodes {{
        reference
        title
        block
        designation
        baseline {{ stated number unit }}
        derivedFrom {{ how why goal {{ code title }} scraps {{ code title }} }}
        lead {{ state stated partner {{ name kind }} }}
        accountable {{ name kind }}
        protocol {{ title version }}
        allocations {{ amount {{ amount }} pool {{ title financialYear }} }}
        milestones {{ period aim {{ stated number unit }} }}
        measurements {{ period value {{ stated number }} reportedOn reportedBy {{ name }} }}
        source {{ title standing }}
      }}
    }}
  }}
}}
"""

PROPOSALS = f"""
query ($department: [String!], $outcome: [Outcome!]) {{
  proposals(
    first: {PAGE}
    filter: {{ department: $department, outcome: $outcome }}
    orderBy: [{{ by: AT, direction: DESC }}]
  ) {{
    totalCount
    pageInfo {{ hasNextPage }}
    nodes {{
      reference
      title
      text
      at
      by {{ name }}
      negotiation {{ title agreement {{ title area {{ name }} }} }}
      responses {{ outcome stated reasons at by {{ name }} }}
    }}
  }}
}}
"""


def dialect() -> Dialect:
    """The questions: their answers have the very shape in which answers are compared."""
    return {
        Question.TARGET: Wording(TARGET, lambda s: {"target": s.reference}, _same),
        Question.AGREEMENT: Wording(AGREEMENT, lambda s: {"agreement": s.reference}, _same),
        Question.PROPOSALS: Wording(PROPOSALS, _responses, _same),
    }


def _responses(subject: Subject) -> dict[str, Any]:
    return {"department": [subject.department], "outcome": list(subject.outcomes)}


def _same(data: Any) -> Any:
    return data
