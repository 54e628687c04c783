"""What a kind of act says of itself, and what follows from it."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from registry.acts import (
    ACT_NAMED,
    ACTS,
    MENDING,
    Between,
    On,
    Owner,
    SourcedAct,
    day_fields,
    owner_of,
    parts_of,
)
from registry.acts.base import fields_of
from registry.acts.fields import DAY, To
from registry.acts.order import order_kinds
from registry.models import HISTORY, TABLES, TYPES, Record
from registry.models.kinds import pair_kinds

# The order in which these are published, for good; a new kind may come anywhere between them.
IN_ORDER = """
sources regions areas area_codes area_successions
partners partner_identifiers partner_successions
goals measures measure_goals assigned_targets
agreements agreement_blocks agreement_signatures revisions revision_consents
targets target_designations derivations scraps milestones measurements
accountability target_changes
protocols clauses protocol_signatures answer_steps
streams grants pools contributions allocations outturns totals reward_rules
negotiations rounds deadlines constraints proposals proposal_partners requests responses
advice decisions citations
corrections redactions
"""
PUBLISHED = IN_ORDER.split()


@dataclass(frozen=True, kw_only=True)
class First(SourcedAct):
    """A kind that names another."""

    KIND, ABOUT, HAPPENED = "firsts", ("firsts", "reference"), None

    second: Annotated[str, To("seconds")]


@dataclass(frozen=True, kw_only=True)
class Second(SourcedAct):
    """A kind that names none but its source."""

    KIND, ABOUT, HAPPENED = "seconds", ("seconds", "reference"), None


@dataclass(frozen=True, kw_only=True)
class Third(SourcedAct):
    """A kind that comes after one that it does not name."""

    KIND, ABOUT, HAPPENED = "thirds", ("thirds", "reference"), None
    AFTER = ("firsts",)


def test_the_kinds_are_published_in_the_order_in_which_they_always_were() -> None:
    assert [kind for kind in ACTS if kind in PUBLISHED] == PUBLISHED
    assert [act.KIND for act in ACT_NAMED.values()] == list(ACTS)
    assert list(TABLES) == list(TYPES) == list(HISTORY) == list(ACTS)


def test_a_kind_stands_after_those_that_it_names_or_says_it_comes_after() -> None:
    source = ACTS["sources"]

    assert order_kinds([Third, First, Second, source]) == [source, Second, First, Third]


def test_kinds_that_need_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=r"need each other.*: First, Third"):
        order_kinds([First, Third, ACTS["sources"]])


def test_a_kind_without_a_table_is_refused_and_a_table_without_a_kind() -> None:
    models: list[type[Record]] = [TYPES["sources"], TYPES["regions"]]

    with pytest.raises(ValueError, match=r"\['cases'\]"):
        pair_kinds(["sources", "regions", "cases"], models)
    with pytest.raises(ValueError, match=r"\['regions'\]"):
        pair_kinds(["sources"], models)


@pytest.mark.parametrize("kind", PUBLISHED)
def test_a_kind_says_how_it_tells_its_day(kind: str) -> None:
    act = ACTS[kind]
    fields = {field.attribute: field for field in fields_of(act)}

    assert "HAPPENED" in vars(act), "a day, what names one, or None: every kind says which"
    match act.HAPPENED:
        case Between(begins=begins, ends=ends):
            assert fields[begins].form is fields[ends].form is DAY
        case On(fields=names):
            assert names
            assert all(fields[name].form is DAY or fields[name].refers for name in names)
        case None:
            assert all(field.form is not DAY for field in fields.values())


def test_records_are_tied_by_fields_and_columns_that_there_are() -> None:
    """A tie that misses its column would refuse nothing."""
    ties = [(kind, tie) for kind, act in ACTS.items() for tie in act.TIES]

    assert len(ties) == 15
    for kind, tie in ties:
        fields = {field.attribute: field for field in fields_of(ACTS[kind])}
        named = [fields[name].refers for name in (tie.field, tie.other) if name]
        assert all(tie.same in TABLES[str(refers)].c for refers in named), (kind, tie)
        assert tie.other or tie.same in fields, (kind, tie)


def test_what_has_no_history_of_its_own_belongs_to_what_it_is_about() -> None:
    assert owner_of("milestones") == Owner("target", "targets")
    assert owner_of("citations") == Owner("decision", "decisions")


def test_what_has_a_history_of_its_own_says_to_what_it_belongs() -> None:
    assert owner_of("targets") == Owner("agreement", "agreements")
    assert owner_of("proposals") == Owner("negotiation", "negotiations")
    assert owner_of("partners") is None


def test_the_parts_of_a_kind_are_all_that_belongs_to_it_by_whatever_way() -> None:
    assert list(parts_of("protocols")) == ["clauses", "protocol_signatures", "answer_steps"]
    assert parts_of("negotiations")["responses"] == Owner("proposal", "proposals")
    assert "answer_steps" in parts_of("agreements")
    assert parts_of("citations") == {}


def test_the_days_that_a_kind_states_itself_are_its_own_and_not_those_of_what_it_names() -> None:
    def days(kind: str) -> list[str]:
        return [field.name for field in day_fields(ACTS[kind])]

    assert days("targets") == ["from", "until"]
    assert days("advice") == ["at", "published_on"]
    assert days("revision_consents") == ["on"]
    assert days("requests") == days("pools") == []


def test_kinds_that_mend_the_record_stand_last_and_are_told_apart() -> None:
    assert MENDING == ("corrections", "redactions")
