"""Documents as hypothesis-graphql writes them, which knows the contract and nothing of the planner.

It asks for whatever there is, tells fields that conflict apart by aliases, and asks for what only
some kinds have in inline fragments. What our own documents have besides: ``test_differences.py``.
"""

from typing import Any

import pytest
from graphql import (
    ArgumentNode,
    DocumentNode,
    IntValueNode,
    ListValueNode,
    StringValueNode,
    Visitor,
    print_ast,
    visit,
)
from graphql.language import REMOVE, ast
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries
from orjson import dumps

from schema import build
from tests.schema.asking import Asking
from tests.schema.writing import DAYS, INSTANTS
from tests.support.soak import Trials

# A root field, and how to ask for something that is on record.
NAMED = {
    "agreement": "EXS-LAA-2007",
    "area": "EXS-EXAMPLESHIRE",
    "goal": "EXS-PSA-1",
    "negotiation": "EXS-NEGOTIATION-2007",
    "partner": "EXS-DEPT",
    "pool": "EXS-POOL-2007-08",
    "proposal": "EXS-P1",
    "target": "EXS-T1",
}
LISTS = (
    *("agreements", "areas", "changes", "findings", "fundingStatistics", "goals", "partners"),
    *("proposalStatistics", "proposals", "search", "targets"),
)
EACH = Trials("documents of each root field by hypothesis-graphql", 120)


def one_of(*words: str) -> st.SearchStrategy[ast.StringValueNode]:
    return st.sampled_from(words).map(nodes.String)


SCALARS: dict[str, Any] = {
    "Date": one_of(*DAYS),
    "DateTime": one_of(*INSTANTS),
    "Decimal": one_of("0", "12.5", "1000000"),
    "URI": one_of("https://example.org/"),
    # Nobody can make up a cursor, and what is refused for one has no answer to compare.
    "Cursor": st.just(nodes.Null),
}


# Words that filters take of closed lists, by the names of their fields.
CLOSED = {"act": "TargetSet", "kind": "targets", "financialYear": "2007-08"}


class Tamed(Visitor):
    """Pages of a size that is allowed, one grouping, one name, kinds and entries that are there.

    SDL cannot ask for that.
    """

    def __init__(self, name: str | None) -> None:
        super().__init__()
        self._name = name

    def enter_argument(self, node: ArgumentNode, *_: Any) -> Any:
        name, value = node.name.value, node.value
        if name in ("last", "before"):
            return REMOVE
        if name == "first":
            size = int(value.value) % 20 if isinstance(value, IntValueNode) else 0
            return ArgumentNode(name=node.name, value=nodes.Int(size + 1))
        if name in ("since", "skip"):
            return REMOVE
        if isinstance(value, ListValueNode | StringValueNode) and name == "kind":
            return ArgumentNode(name=node.name, value=nodes.String("targets"))
        if isinstance(value, ListValueNode) and name == "by":
            return ArgumentNode(name=node.name, value=nodes.List(list(value.values[:1])))
        if name == "by" and self._name is not None:
            return ArgumentNode(name=node.name, value=looked_up(self._name))
        return None

    def enter_object_field(self, node: ast.ObjectFieldNode, *_: Any) -> Any:
        word, value = CLOSED.get(node.name.value), node.value
        words = value.values if isinstance(value, ListValueNode) else (value,)
        # Kinds of findings and of areas are no words but of an enum.
        if word is None or not words or not all(isinstance(w, StringValueNode) for w in words):
            return None
        return ast.ObjectFieldNode(name=node.name, value=nodes.String(word))


def looked_up(name: str) -> ast.ObjectValueNode:
    field = ast.ObjectFieldNode(name=ast.NameNode(value="reference"), value=nodes.String(name))
    return nodes.Object(fields=[field])


@EACH.mark
@pytest.mark.parametrize("field", [*NAMED, *LISTS])
def test_a_document_of_every_field_has_one_answer(
    field: str, on_sqlite: Asking, on_postgresql: Asking
) -> None:
    def written(document: DocumentNode) -> str:
        return print_ast(visit(document, Tamed(NAMED.get(field))))

    documents = queries(
        build().as_str(),
        fields=[field],
        custom_scalars=SCALARS,
        print_ast=written,
        allow_x00=False,
    )

    # What fails is told whole; making it smaller would take minutes.
    @settings(max_examples=EACH.count, phases=[Phase.generate])
    @given(documents)
    def asked(document: str) -> None:
        answer = on_sqlite.ask(document)
        # Chance may write more conditions than a question may have.
        assume(not any(each["extensions"]["code"] == "TOO_LARGE" for each in answer.errors))
        expected = on_sqlite.executed(document)
        assert answer.errors == (), document
        assert expected.errors is None, document
        assert dumps(answer.data) == dumps(expected.data), document
        assert on_postgresql.data(document) == answer.data, document

    asked()
