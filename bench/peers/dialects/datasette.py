"""The questions as datasette-graphql is asked them.

It filters a table by its own columns only; whose responses a proposal has is asked as SQL, which is
the way that it offers. Lists hold ten rows unless more are asked for.
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

_BY_THEN = f'filter: {{ from_: {{ lte: "{DAY}" }} }}'

TARGET = f"""
query ($target: String!) {{
  targets_row(reference: $target) {{
    title
    accountability_list({_BY_THEN}) {{ nodes {{ role state stated until partner {{ name }} }} }}
    agreement {{
      protocols_list(first: 1, sort_desc: version, {_BY_THEN}) {{
        nodes {{ title version complaints }}
      }}
    }}
    allocations_list {{ nodes {{ amount pool {{ title financial_year }} }} }}
  }}
}}
"""

AGREEMENT = f"""
query ($agreement: String!) {{
  agreements_row(reference: $agreement) {{
    title
    area {{ name region {{ name }} }}
    targets_list(first: {PAGE}) {{
      totalCount
      nodes {{
        reference
        title
        block
        target_designations_list({_BY_THEN}) {{ nodes {{ designation from_ }} }}
        baseline_stated baseline_number baseline_unit
        derivations_list {{
          nodes {{
            how
            why
            goal {{ code title }}
            scraps_list {{ nodes {{ measure {{ code title }} }} }}
          }}
        }}
        accountability_list({_BY_THEN}) {{
          nodes {{ role state stated until partner {{ name kind }} }}
        }}
        agreement {{
          protocols_list(first: 1, sort_desc: version, {_BY_THEN}) {{ nodes {{ title version }} }}
        }}
        allocations_list {{ nodes {{ amount pool {{ title financial_year }} }} }}
        milestones_list {{ nodes {{ period aim_stated aim_number aim_unit }} }}
        measurements_list {{
          nodes {{ period value_stated value_number reported_on reported_by {{ name }} }}
        }}
        source {{ title standing }}
      }}
    }}
  }}
}}
"""

PROPOSALS = f"""
query ($where: String!) {{
  proposals(first: {PAGE}, where: $where, sort_desc: at) {{
    totalCount
    pageInfo {{ hasNextPage }}
    nodes {{
      reference
      title
      text
      at
      by {{ name }}
      negotiation {{ title agreement {{ title area {{ name }} }} }}
      responses_list {{ nodes {{ outcome stated reasons at by {{ name }} }} }}
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
    # Words of the synthetic registry and of a code list: nothing in them has to be escaped.
    outcomes = ", ".join(f"'{outcome}'" for outcome in subject.outcomes)
    found = "reference in (select proposal from responses where {})"
    by, outcome = f""""by" = '{subject.department}'""", f"outcome in ({outcomes})"
    return {"where": f"{found.format(by)} and {found.format(outcome)}"}


def _target(data: Any) -> Any:
    row = data["targets_row"]
    meaning = {
        "title": row["title"],
        "lead": _led(row)["lead"],
        "protocol": _protocol(row),
        "allocations": _allocations(row),
    }
    return {"target": meaning}


def _led(row: Any) -> dict[str, Any]:
    rows = row["accountability_list"]["nodes"]
    return led([(one, one["partner"]) for one in rows])


def _protocol(row: Any) -> Any:
    nodes = row["agreement"]["protocols_list"]["nodes"]
    return nodes[0] if nodes else None


def _allocations(row: Any) -> Any:
    return [
        {
            "amount": {"amount": pounds(one["amount"])},
            "pool": {
                "title": one["pool"]["title"],
                "financialYear": one["pool"]["financial_year"],
            },
        }
        for one in row["allocations_list"]["nodes"]
    ]


def _agreement(data: Any) -> Any:
    row = data["agreements_row"]
    targets = row["targets_list"]
    meaning = {
        "title": row["title"],
        "area": row["area"],
        "targets": {
            "totalCount": targets["totalCount"],
            "nodes": [_target_of_agreement(node) for node in targets["nodes"]],
        },
    }
    return {"agreement": meaning}


def _target_of_agreement(row: Any) -> Any:
    designations = row["target_designations_list"]["nodes"]
    return {
        "reference": row["reference"],
        "title": row["title"],
        "block": row["block"],
        "designation": max(designations, key=lambda one: one["from_"])["designation"],
        "baseline": quantity(row, "baseline", camel=False),
        "derivedFrom": [_derivation(one) for one in row["derivations_list"]["nodes"]],
        **_led(row),
        "protocol": _protocol(row),
        "allocations": _allocations(row),
        "milestones": [
            {"period": one["period"], "aim": quantity(one, "aim", camel=False)}
            for one in row["milestones_list"]["nodes"]
        ],
        "measurements": [_measurement(one) for one in row["measurements_list"]["nodes"]],
        "source": row["source"],
    }


def _derivation(row: Any) -> Any:
    scraps = [one["measure"] for one in row["scraps_list"]["nodes"]]
    return {"how": row["how"], "why": row["why"], "goal": row["goal"], "scraps": scraps}


def _measurement(row: Any) -> Any:
    return {
        "period": row["period"],
        "value": {"stated": row["value_stated"], "number": row["value_number"]},
        "reportedOn": row["reported_on"],
        "reportedBy": row["reported_by"],
    }


def _proposals(data: Any) -> Any:
    found = data["proposals"]
    nodes = [
        {
            **{name: node[name] for name in ("reference", "title", "text", "at", "by")},
            "negotiation": node["negotiation"],
            "responses": node["responses_list"]["nodes"],
        }
        for node in found["nodes"]
    ]
    return {"proposals": {**found, "nodes": nodes}}
