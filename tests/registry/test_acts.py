"""Acts: read from text, written as text, refused with every problem at once."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import InvalidInput, Problem
from registry.acts import (
    ACTS,
    AccountabilityTaken,
    Act,
    AllocationMade,
    AreaRecorded,
    Corrected,
    DecisionMade,
    Field,
    GrantPaid,
    MeasurementReported,
    ResponseGiven,
    SourceCited,
    TargetSet,
    fields_of,
)
from registry.acts.fields import COUNT, DAY, FLAG, NUMBER, POUNDS, REFERENCE, TEXT, YEAR
from registry.vocabulary import AccountabilityRole, Outcome, Pence, Standing
from tests.registry.world import tell

VALUES: dict[str, st.SearchStrategy[Any]] = {
    TEXT.name: st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
    ).filter(str.strip),
    REFERENCE.name: st.from_regex(r"[A-Z][A-Z0-9-]{0,8}(/[0-9]{1,2})?", fullmatch=True),
    DAY.name: st.dates().map(lambda day: day.isoformat()),
    YEAR.name: st.sampled_from(["2007-08", "1999-00"]),
    NUMBER.name: st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
        lambda number: f"{number:f}"
    ).filter(lambda text: len(text) < 25),
    COUNT.name: st.integers(min_value=0, max_value=999_999_999),
    POUNDS.name: st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1).map(Pence),
    FLAG.name: st.booleans(),
}  # fmt: skip


def values_of(act: type[Act], field: Field) -> st.SearchStrategy[Any]:
    if field.form.name in VALUES:
        values = VALUES[field.form.name]
    else:  # a closed list
        values = st.sampled_from(field.form.remedy.removeprefix("Write one of ").split(", ")).map(
            field.form.parse
        )
    stated = field.required or field.name == "reference"
    return values if stated else st.none() | values


def acts_of(act: type[Act]) -> st.SearchStrategy[Act]:
    fields = {field.attribute: values_of(act, field) for field in fields_of(act)}
    return st.fixed_dictionaries(fields).map(lambda values: act(**values))


@given(st.sampled_from(list(ACTS.values())).flatmap(acts_of))
def test_an_act_that_was_written_is_read_as_the_same_act(act: Act) -> None:
    assert type(act).read(act.cells()) == act


def test_all_problems_of_a_row_are_told_at_once_with_column_and_remedy() -> None:
    with pytest.raises(InvalidInput) as caught:
        GrantPaid.read(
            {
                "stream": "no stream",
                "financial_year": "2007",
                "amount": "£5",
                "through": "SOME",
                "standing": "REAL",
                "source": "S",
                "ignored": "as every unknown column is",
            }
        )

    assert caught.value.problems == (
        Problem(
            message="standing is not one of its words",
            remedy="Write one of VERBATIM, RESTATED, FICTIONAL, SYNTHETIC",
            column="standing",
            value="REAL",
        ),
        Problem(
            message="area is missing",
            remedy="Write a reference: letters, digits and . _ ~ - in parts divided by /, "
            "such as EXS/T1",
            column="area",
        ),
        Problem(
            message="amount is not an amount in pounds",
            remedy="Write pounds and pence without signs or commas, such as 927500 or 61042.09",
            column="amount",
            value="£5",
        ),
        Problem(
            message="through is not one of its words",
            remedy="Write one of WHOLE, PART, WHOLE_OR_PART, NONE, UNSTATED",
            column="through",
            value="SOME",
        ),
        Problem(
            message="stream is not a reference",
            remedy="Write a reference: letters, digits and . _ ~ - in parts divided by /, "
            "such as EXS/T1",
            column="stream",
            value="no stream",
        ),
        Problem(
            message="financial_year is not a financial year",
            remedy="Write a financial year as 2007-08",
            column="financial_year",
            value="2007",
        ),
    )
    assert str(caught.value.problems[5]) == (
        "column financial_year: financial_year is not a financial year (value: '2007'). "
        "Write a financial year as 2007-08"
    )


def columns(fields: dict[str, Any], act: type[Act] = TargetSet) -> list[str | None]:
    with pytest.raises(InvalidInput) as caught:
        tell(act, **fields)
    return [problem.column for problem in caught.value.problems]


def test_an_act_made_in_python_is_checked_as_one_read_from_a_file() -> None:
    target = {"reference": "T1", "title": "x", "agreement": "LAA"}

    assert columns({**target, "title": " ", "from_": "1 May"}) == ["title", "from"]
    assert columns({**target, "title": "lone \ud800"}) == ["title"]
    assert columns({**target, "title": "a\0b"}) == ["title"]
    assert columns({**target, "title": 5}) == ["title"]
    assert columns({**target, "baseline_number": "٣"}) == ["baseline_number"]
    assert columns({**target, "reference": "no reference"}) == ["reference"]
    assert columns({"title": "x", "agreement": "LAA"}) == ["reference"]


@pytest.mark.parametrize("amount", [5.0, 12345678901.67, True, "5", None])
def test_money_is_never_floating_point(amount: object) -> None:
    assert columns({"pool": "P", "target": "T", "amount": amount}, AllocationMade) == ["amount"]


def test_words_are_put_into_normal_form_c_and_empty_ones_are_unstated() -> None:
    told = tell(SourceCited, reference="S", title="Cafe\u0301", publisher="")

    assert (told.title, told.publisher) == ("Caf\u00e9", None)
    assert told.cells() == {"reference": "S", "title": "Caf\u00e9", "standing": "FICTIONAL"}


def test_nobody_changes_an_act() -> None:
    with pytest.raises(FrozenInstanceError):
        tell(SourceCited, reference="S", title="x").title = "y"


@pytest.mark.parametrize(
    ("act", "reference"),
    [
        (
            tell(
                AccountabilityTaken,
                target="EXS/T1",
                role=AccountabilityRole.LEAD,
                partner="POLICE",
                from_="2007-04-01",
            ),
            "EXS/T1/LEAD/POLICE/2007-04-01",
        ),
        (
            tell(AccountabilityTaken, target="EXS/T1", role=AccountabilityRole.LEAD),
            "EXS/T1/LEAD/unstated/unstated",
        ),
        (
            tell(MeasurementReported, target="T1", period="2005-2007 ave"),
            "T1/2005-2007-ave/unstated",
        ),
        (
            tell(
                ResponseGiven,
                proposal="P1",
                request="P1/2",
                by="DCLG",
                at="2008-01-02",
                outcome=Outcome.AGREED,
                stated="yes",
            ),
            "P1/P1-2/DCLG/2008-01-02",
        ),
        (
            tell(Corrected, kind="targets", record="T1", field="title", corrects=7, reason="typo"),
            "T1/title/7",
        ),
        (
            tell(AllocationMade, reference="OWN", pool="P", target="T", amount=Pence(1)),
            "OWN",
        ),
    ],
)
def test_a_reference_that_is_not_given_is_derived(act: Act, reference: str) -> None:
    assert act.reference == reference


def test_an_act_knows_what_it_names_and_whose_history_it_belongs_to() -> None:
    area = tell(AreaRecorded, reference="A", name="x", kind="COUNTY", region="R", within="COUNTY-1")

    assert [(field.name, field.refers, named) for field, named in area.refers_to()] == [
        ("source", "sources", "S"),
        ("region", "regions", "R"),
        ("within", "areas", "COUNTY-1"),
    ]
    assert area.about() == ("areas", "A")
    correction = tell(Corrected, kind="targets", record="T1", field="title", reason="typo")
    assert correction.about() == ("targets", "T1")


def test_a_decision_says_whether_it_approves() -> None:
    cells = {
        "reference": "D1",
        "standing": "FICTIONAL",
        "source": "S",
        "negotiation": "TALKS",
        "by": "DEPARTMENT",
        "approves": "yes",
        "reasons": "because",
    }
    with pytest.raises(InvalidInput, match="approves is not true or false"):
        DecisionMade.read(cells)
    assert DecisionMade.read({**cells, "approves": "false"}).approves is False


def test_worlds() -> None:
    assert [standing.world for standing in Standing] == ["REAL", "REAL", "FICTIONAL", "SYNTHETIC"]
