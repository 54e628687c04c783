"""One statement for each list, however many rows there are: never a query for each row."""

import pytest

from schema.planner.statements import write_array
from tests.schema.asking import Asking

WITHIN = (
    "{ reference agreement { title area { name region { name } } }"
    " lead { state partner { name } } }"
)

COUNTS = {
    # To-one relations are joined in: one statement, whatever is behind them.
    f"{{ targets {{ nodes {WITHIN} }} }}": 1,
    # A list below each object is one statement for all of them ...
    "{ targets { nodes { milestones { period } } } }": 2,
    # ... and a list below that is one more.
    "{ agreements { nodes { targets { nodes { derivedFrom { scraps { code } } } } } } }": 4,
    # The same list under two keys is two lists.
    "{ targets { nodes { a: accountable { name } b: accountable { name } } } }": 3,
    # How many there are in all is counted only when it is asked for.
    "{ targets(first: 1) { totalCount } }": 1,
    "{ targets(first: 1) { totalCount nodes { id } } }": 2,
    # What is filtered is sought once, to be shown and counted; what follows a cursor, by itself.
    '{ targets(filter: { text: "exs" }) { totalCount nodes { id } } }': 1,
    '{ targets(filter: { text: "exs" }) { totalCount } }': 1,
    "{ goals { nodes { targets(first: 1) { totalCount nodes { id } } } } }": 3,
    # Flags and cursors of a page come with its rows.
    "{ targets(first: 1) { pageInfo { hasNextPage hasPreviousPage endCursor } } }": 1,
    # Things of several kinds: first which, then one statement for each kind that is met.
    '{ findings(asOf: "2009-07-01") { nodes { about { id } } } }': 4,
    # One for the page, one for each kind of thing that an entry is about.
    "{ changes(first: 100) { nodes { number about { id } } } }": 11,
    # Nothing is read for what is not asked for.
    "{ __typename }": 0,
    "{ targets(filter: { or: [] }) @skip(if: true) { totalCount } }": 0,
}


@pytest.mark.parametrize("question", COUNTS)
def test_a_question_is_read_by_so_many_statements(question: str, asking: Asking) -> None:
    asking.data(question)
    assert len(asking.statements) == COUNTS[question]

    # A plan that is kept reads the same again.
    asking.data(question)
    assert len(asking.statements) == COUNTS[question]


def test_rows_are_counted_out_to_lists_only_where_there_may_be_several(asking: Asking) -> None:
    targets = "targets(first: 1) { nodes { reference } pageInfo { hasNextPage } }"

    one = asking.data(f'{{ agreement(by: {{ reference: "EXS-LAA-2007" }}) {{ {targets} }} }}')
    assert not [statement for statement in asking.statements if "row_number" in statement]

    all_of_them = asking.data(f"{{ agreements {{ nodes {{ {targets} }} }} }}")
    assert [statement for statement in asking.statements if "row_number" in statement]
    assert all_of_them["agreements"]["nodes"] == [one["agreement"]]
    assert one["agreement"]["targets"]["pageInfo"]["hasNextPage"]


def test_keys_arrive_as_they_are_whatever_they_are_made_of(on_postgresql: Asking) -> None:
    keys = ["", " a b ", 'a"b', "a\\b", '\\"', "{x,y}", "NULL", "é\n\t", "%s"]
    with on_postgresql.registry.reading() as session:
        for sent in (keys, keys[:1], []):
            told = session.connection.exec_driver_sql("SELECT %s::text[]", (write_array(sent),))
            assert told.scalar_one() == sent
