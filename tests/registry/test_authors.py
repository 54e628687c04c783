"""Who records: a partner in one of its roles, or the registrar."""

import pytest
from sqlalchemy import select

from registry import REGISTRAR, Author, Damaged, Refusal, RefusalCode, Role, verify
from registry.acts import GoalSet
from registry.models import EntryAccount
from tests.registry.test_corrections import correction
from tests.registry.test_redactions import redaction
from tests.registry.world import World, target, tell

COUNCIL = Author("COUNCIL", Role.SCRUTINY_COMMITTEE)


def test_an_entry_tells_the_partner_and_its_role(world: World) -> None:
    world.record(target("T2"), author=COUNCIL)
    world.record(target("T3"))

    told = [
        [world.entry(number)[name] for name in ("actor", "role", "leaf_version")]
        for number in (16, 17, 18)
    ]
    assert told == [[None, None, 1], ["COUNCIL", "SCRUTINY_COMMITTEE", 2], [None, None, 1]]
    assert verify(world.registry).entries == 18


def test_corrections_and_redactions_tell_their_author_as_well(world: World) -> None:
    world.record(correction("targets", "T1", "title", "Right"), author=COUNCIL)
    world.record(redaction("targets", "T1", 13, "title"), author=COUNCIL)

    assert [world.entry(number)["role"] for number in (17, 18)] == ["SCRUTINY_COMMITTEE"] * 2
    assert verify(world.registry).entries == 18


@pytest.mark.parametrize(("partner", "role"), [(None, Role.COUNCIL), ("COUNCIL", Role.REGISTRAR)])
def test_nobody_but_the_registrar_records_without_a_partner(
    partner: str | None, role: Role
) -> None:
    with pytest.raises(ValueError, match="cannot record as"):
        Author(partner, role)


@pytest.fixture
def for_departments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Goals declare that departments set them."""
    monkeypatch.setattr(GoalSet, "MAY", (Role.DEPARTMENT, Role.MINISTER))


DEPARTMENT = Author("DEPARTMENT", Role.DEPARTMENT)
GOAL = tell(GoalSet, reference="PSA1", code="PSA 1", title="Jobs", review="CSR2007")


def not_entitled(field: str | None = None, value: str | None = None) -> Refusal:
    return Refusal(
        RefusalCode.NOT_ENTITLED,
        "COUNCIL may not record goals as SCRUTINY_COMMITTEE",
        "Only these may: DEPARTMENT, MINISTER",
        field=field,
        value=value,
    )


@pytest.mark.usefixtures("for_departments")
def test_a_role_that_a_kind_does_not_allow_is_refused(world: World) -> None:
    assert world.refused(GOAL, author=COUNCIL) == (not_entitled(),)


@pytest.mark.usefixtures("for_departments")
@pytest.mark.parametrize("author", [DEPARTMENT, REGISTRAR])
def test_a_role_that_a_kind_allows_and_the_registrar_may_record_it(
    world: World, author: Author
) -> None:
    assert world.record(GOAL, author=author).entries == (17,)


@pytest.mark.usefixtures("for_departments")
def test_whoever_may_not_record_a_kind_may_not_correct_it(world: World) -> None:
    wrong = correction("goals", "PSA23", "title", "Richer")

    assert world.refused(wrong, author=COUNCIL) == (not_entitled(field="value", value="Richer"),)
    assert world.record(wrong, author=DEPARTMENT).entries == (17,)


def accounts(world: World) -> list[tuple[int, str]]:
    columns = EntryAccount.entry, EntryAccount.account
    return [(row["entry"], row["account"]) for row in world.ask(select(*columns).order_by("entry"))]


def test_the_account_stands_beside_the_ledger_and_can_be_forgotten(world: World) -> None:
    world.record(target("T2"), target("T3"), author=COUNCIL, account="a-person")
    world.record(target("T4"), author=COUNCIL)

    assert accounts(world) == [(17, "a-person"), (18, "a-person")]
    assert "a-person" not in str([world.entry(number) for number in (17, 18)])
    world.sql("DELETE FROM entry_accounts")
    assert verify(world.registry).entries == 19


def test_what_is_on_record_already_was_handed_in_by_no_other_account(world: World) -> None:
    world.record(target("T2"), author=COUNCIL, account="first")

    world.record(target("T2"), author=COUNCIL, account="second")

    assert accounts(world) == [(17, "first")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("role = 'MINISTER' WHERE number = 17", "its hash is not that of its columns"),
        ("role = NULL WHERE number = 17", "its hash is not that of its columns"),
        ("leaf_version = 1 WHERE number = 17", "its hash is not that of its columns"),
        ("leaf_version = 2 WHERE number = 16", "its hash is not that of its columns"),
        ("leaf_version = 3 WHERE number = 16", "its leaf is of version 3, which is not known"),
        (
            "role = 'MINISTER' WHERE number = 16",
            "its leaf does not commit to what it says in: role",
        ),
    ],
)
def test_a_forged_role_is_found(world: World, change: str, why: str) -> None:
    world.record(target("T2"), author=COUNCIL)
    world.sql_without_triggers(f"UPDATE entries SET {change}")

    with pytest.raises(Damaged, match=why):
        verify(world.registry)


def test_the_registrar_is_the_only_author_without_a_partner() -> None:
    assert REGISTRAR.is_registrar
    assert not COUNCIL.is_registrar
