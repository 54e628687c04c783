"""Whatever is asked, planner and graphql-core answer alike, on both databases.

Every document is answered by the planner and by graphql-core, and one time in three each by the
plan that is then kept, with its values in their places, and by the other database.
``ANSWERABLE_DOCUMENTS=5000 pytest tests/schema/test_differences.py`` tries more documents.
"""

import os
from random import Random

import pytest
from graphql import GraphQLError, parse
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from registry import Limits
from schema import build
from schema.guard import measured
from tests.schema.asking import Asking
from tests.schema.writing import Author

ON_RECORD = """
{
  areas(first: 100) { nodes { id uri reference codes { value } } }
  partners(first: 100) { nodes { id uri reference } }
  goals(first: 100) { nodes { id uri reference code } }
  agreements(first: 100) {
    nodes {
      id
      uri
      reference
      pools { nodes { id uri reference } }
      negotiations { nodes { id uri reference } }
    }
  }
  targets(first: 100) { nodes { id uri reference } }
  proposals(first: 100) { nodes { id uri reference } }
}
"""


@pytest.fixture(scope="session")
def texts(on_sqlite: Asking) -> dict[str, list[str]]:
    """What can be named in a question, by how it is named."""
    things = {kind: page["nodes"] for kind, page in on_sqlite.data(ON_RECORD).items()}
    for kind in ("pools", "negotiations"):
        pages = (agreement[kind]["nodes"] for agreement in things["agreements"])
        things[kind] = [thing for page in pages for thing in page]
    found = {
        "ID": [thing["id"] for kind in things.values() for thing in kind],
        "URI": [thing["uri"] for kind in things.values() for thing in kind],
        "reference": [thing["reference"] for kind in things.values() for thing in kind],
        "code": [goal["code"] for goal in things["goals"]],
        "gssCode": [code["value"] for area in things["areas"] for code in area["codes"]],
    }
    for name in ("area", "agreement", "target", "negotiation"):
        found[name] = [thing["reference"] for thing in things[f"{name}s"]]
    for name in ("by", "department", "lead", "parent"):
        found[name] = [thing["reference"] for thing in things["partners"]]
    return found


def is_within_limits(text: str) -> bool:
    try:
        measured(build()._schema, parse(text), Limits())
    except GraphQLError:
        return False
    return True


@given(random=st.randoms(note_method_calls=False))
@settings(
    max_examples=int(os.environ.get("ANSWERABLE_DOCUMENTS", "600")),
    deadline=None,
    derandomize="ANSWERABLE_DOCUMENTS" not in os.environ,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_every_document_has_one_answer(
    random: Random, texts: dict[str, list[str]], on_sqlite: Asking, on_postgresql: Asking
) -> None:
    document = Author(build()._schema, random, texts).document()
    # A few come out larger than the limits; that these are refused is told in test_limits.py.
    assume(is_within_limits(document.inline))
    answer = on_sqlite.data(document.with_variables, **document.values)

    completed = on_sqlite.data(document.completed, **document.values)
    assert completed.pop("__schema") == {"queryType": {"name": "Query"}}
    assert completed == answer
    assert list(completed) == list(answer)

    further = random.randrange(3)
    if further == 0:
        assert on_sqlite.data(document.with_variables, **document.values) == answer
    elif further == 1:
        assert on_sqlite.data(document.inline) == answer
    else:
        assert on_postgresql.data(document.with_variables, **document.values) == answer
