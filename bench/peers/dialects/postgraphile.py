"""The questions as PostGraphile is asked them.

Names are those that PostGraphile derives from the tables. Who leads and who is accountable is one
list of rows, told apart by whoever asked: asking for it twice would cost PostGraphile more.
"""

from __future__ import annotations

from typing import Any

from bench.peers.questions import (
    DAY,
    PAGE,
    Dialect,
    Question,
    Subject,
    Wording,
    led,
    pounds,
    quantity,
)

_BY_THEN = f'filter: {{ from: {{ lessThanOrEqualTo: "{DAY}" }} }}'

TARGET = f"""
query ($target: String!) {{
  target(reference: $target) {{
    title
    accountabilitiesByTarget({_BY_THEN}) {{
      nodes {{ role state stated until partnerByPartner {{ name }} }}
    }}
    agreementByAgreement {{
      protocolsByAgreement(first: 1, orderBy: VERSION_DESC, {_BY_THEN}) {{
        nodes {{ title version complaints }}
      }}
    }}
    allocationsByTarget {{ nodes {{ amount poolByPool {{ title financialYear }} }} }}
  }}
}}
"""

AGREEMENT = f"""
query ($agreement: String!) {{
  agreement(reference: $agreement) {{
    title
    areaByArea {{ name regionByRegion {{ name }} }}
    targetsByAgreement(first: {PAGE}) {{
      totalCount
      nodes {{
        reference
        title
        block
        targetDesignationsByTarget({_BY_THEN}) {{ nodes {{ designation from }} }}
        baselineStated baselineNumber baselineUnit
        derivationsByTarget {{
          nodes {{
            how
            why
            goalByGoal {{ code title }}
            scrapsByDerivation {{ nodes {{ measureByMeasure {{ code title }} }} }}
          }}
        }}
        accountabilitiesByTarget({_BY_THEN}) {{
          nodes {{ role state stated until partnerByPartner {{ name kind }} }}
        }}
        agreementByAgreement {{
          protocolsByAgreement(first: 1, orderBy: VERSION_DESC, {_BY_THEN}) {{
            nodes {{ title version }}
          }}
        }}
        allocationsByTarget {{ nodes {{ amount poolByPool {{ title financialYear }} }} }}
        milestonesByTarget {{ nodes {{ period aimStated aimNumber aimUnit }} }}
        measurementsByTarget {{
          nodes {{ period valueStated valueNumber reportedOn partnerByReportedBy {{ name }} }}
        }}
        sourceBySource {{ title standing }}
      }}
    }}
  }}
}}
"""

PROPOSALS = f"""
query ($department: [String!]!, $outcome: [String!]!) {{
  proposals(
    first: {PAGE}
    filter: {{
      responsesByProposal: {{ some: {{ by: {{ in: $department }} }} }}
      and: [{{ responsesByProposal: {{ some: {{ outcome: {{ in: $outcome }} }} }} }}]
    }}
    orderBy: [AT_DESC, REFERENCE_ASC]
  ) {{
    totalCount
    pageInfo {{ hasNextPage }}
    nodes {{
      reference
      title
      text
      at
      partnerByBy {{ name }}
      negotiationByNegotiation {{
        title
        agreementByAgreement {{ title areaByArea {{ name }} }}
      }}
      responsesByProposal {{ nodes {{ outcome stated reasons at partnerByBy {{ name }} }} }}
    }}
  }}
}}
"""


def dialect() -> Dialect:
    """The questions with what their answers mean."""
    return {
        Question.TARGET: Wording(TARGET, lambda s: {"target": s.reference}, _target),
        Question.AGREEMENT: Wording(AGREEMENT, lambda s: {"agreement": s.reference}, _agreement),
        Question.PROPOSALS: Wording(PROPOSALS, _responses, _proposals),
    }


def _responses(subject: Subject) -> dict[str, Any]:
    return {"department": [subject.department], "outcome": list(subject.outcomes)}


def _target(data: Any) -> Any:
    row = data["target"]
    meaning = {
        "title": row["title"],
        "lead": _led(row)["lead"],
        "protocol": _protocol(row),
        "allocations": _allocations(row),
    }
    return {"target": meaning}


def _led(row: Any) -> dict[str, Any]:
    rows = row["accountabilitiesByTarget"]["nodes"]
    return led([(one, one["partnerByPartner"]) for one in rows])


def _protocol(row: Any) -> Any:
    nodes = row["agreementByAgreement"]["protocolsByAgreement"]["nodes"]
    # The database's bigint is text in the answer.
    return {**nodes[0], "version": int(nodes[0]["version"])} if nodes else None


def _allocations(row: Any) -> Any:
    return [
        {"amount": {"amount": pounds(one["amount"])}, "pool": one["poolByPool"]}
        for one in row["allocationsByTarget"]["nodes"]
    ]


def _agreement(data: Any) -> Any:
    row = data["agreement"]
    area, targets = row["areaByArea"], row["targetsByAgreement"]
    meaning = {
        "title": row["title"],
        "area": {"name": area["name"], "region": area["regionByRegion"]},
        "targets": {
            "totalCount": targets["totalCount"],
            "nodes": [_target_of_agreement(node) for node in targets["nodes"]],
        },
    }
    return {"agreement": meaning}


def _target_of_agreement(row: Any) -> Any:
    designations = row["targetDesignationsByTarget"]["nodes"]
    return {
        "reference": row["reference"],
        "title": row["title"],
        "block": row["block"],
        "designation": max(designations, key=lambda one: one["from"])["designation"],
        "baseline": quantity(row, "baseline", camel=True),
        "derivedFrom": [_derivation(one) for one in row["derivationsByTarget"]["nodes"]],
        **_led(row),
        "protocol": _protocol(row),
        "allocations": _allocations(row),
        "milestones": [
            {"period": one["period"], "aim": quantity(one, "aim", camel=True)}
            for one in row["milestonesByTarget"]["nodes"]
        ],
        "measurements": [_measurement(one) for one in row["measurementsByTarget"]["nodes"]],
        "source": row["sourceBySource"],
    }


def _derivation(row: Any) -> Any:
    scraps = row["scrapsByDerivation"]["nodes"]
    return {
        "how": row["how"],
        "why": row["why"],
        "goal": row["goalByGoal"],
        "scraps": [one["measureByMeasure"] for one in scraps],
    }


def _measurement(row: Any) -> Any:
    return {
        "period": row["period"],
        "value": {"stated": row["valueStated"], "number": row["valueNumber"]},
        "reportedOn": row["reportedOn"],
        "reportedBy": row["partnerByReportedBy"],
    }


def _proposals(data: Any) -> Any:
    found = data["proposals"]
    return {"proposals": {**found, "nodes": [_proposal(node) for node in found["nodes"]]}}


def _proposal(row: Any) -> Any:
    negotiation = row["negotiationByNegotiation"]
    agreement = negotiation["agreementByAgreement"]
    return {
        **{name: row[name] for name in ("reference", "title", "text", "at")},
        "by": row["partnerByBy"],
        "negotiation": {
            "title": negotiation["title"],
            "agreement": {"title": agreement["title"], "area": agreement["areaByArea"]},
        },
        "responses": [_response(one) for one in row["responsesByProposal"]["nodes"]],
    }


def _response(row: Any) -> Any:
    told = {name: row[name] for name in ("outcome", "stated", "reasons", "at")}
    return {**told, "by": row["partnerByBy"]}
