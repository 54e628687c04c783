"""Whatever is asked, planner and graphql-core answer alike, on both databases.

Every document is answered by the planner on both databases and executed by graphql-core over the
same bindings; one in four each also by the plan that was kept, and with its values in their places.
Each document has a number, which is told when it fails and always makes the same document; a soak
begins at a number of its own.
"""

from random import Random

import pytest
from orjson import dumps

from schema import build
from tests.schema.asking import Asking
from tests.schema.writing import Author
from tests.support.soak import Trials, get_seed

DOCUMENTS = Trials("documents, answered by both databases and graphql-core", 20_000)
FIRST = get_seed() * DOCUMENTS.soak
# So many are one test, so that several processes have something to do.
PART = 250
PARTS = [range(FIRST + at, FIRST + at + PART) for at in range(0, DOCUMENTS.count, PART)]


@DOCUMENTS.mark
@pytest.mark.parametrize("numbers", PARTS, ids=str)
def test_every_document_has_one_answer(
    numbers: range, texts: dict[str, list[str]], on_sqlite: Asking, on_postgresql: Asking
) -> None:
    answered = [has_one_answer(each, texts, on_sqlite, on_postgresql) for each in numbers]
    # A few come out larger than the limits; that these are refused is told in test_limits.py.
    assert answered.count(False) <= len(answered) // 20


def has_one_answer(
    number: int, texts: dict[str, list[str]], on_sqlite: Asking, on_postgresql: Asking
) -> bool:
    """Whether the document of this number was answered at all; if so, it was by all alike."""
    document = Author(build()._schema, Random(number), texts).document()
    text, values, told = document.with_variables, document.values, f"{number}: {document.inline}"
    answer = on_sqlite.ask(text, **values)
    if any(error["extensions"]["code"] == "TOO_LARGE" for error in answer.errors):
        return False
    assert answer.errors == (), told
    expected = on_sqlite.executed(text, **values)
    assert expected.errors is None, told
    assert dumps(answer.data) == dumps(expected.data), told

    assert on_postgresql.data(text, **values) == answer.data, told
    further = number % 4
    if further == 0:
        assert on_sqlite.data(text, **values) == answer.data, told
    elif further == 1:
        assert on_sqlite.data(document.inline) == answer.data, told
    return True
