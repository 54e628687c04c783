"""Nothing that follows from redacted words stays, and yet their act does not come back."""

from typing import Any

import pytest
from sqlalchemy import select

from registry import REGISTRAR, Damaged, Refusal, RefusalCode, verify
from registry.acts import Act, Redacted, SourceCited
from registry.ledger import Draft
from registry.models import Base
from tests.registry.test_corrections import correction
from tests.registry.test_redactions import redaction
from tests.registry.world import World, target, tell

SMITH = tell(SourceCited, reference="S2", title="Mrs Smith", publisher="Mr Jones")
JONES = tell(SourceCited, reference="S2", title="Mrs Jones", publisher="Mr Jones")
TAKING = redaction("sources", "S2", 17, "title")


def guess(world: World, act: Act) -> list[str]:
    """Where an insider who guesses the act finds its unsalted hash: in all tables there are."""
    key = Draft.of(act, REGISTRAR).fingerprint
    tables = Base.metadata.tables.items()
    return sorted(name for name, table in tables if key in str(world.ask(select(table))))


def taken(key: str, entry: int) -> Refusal:
    return Refusal(
        RefusalCode.DUPLICATE,
        f"the key {key} stands for entry {entry}, which says otherwise",
        "Send the act of that entry again, or give this one a key of its own",
        field="key",
        value=key,
        index=0,
    )


def test_no_guess_at_redacted_words_can_be_tried_on_the_database(world: World) -> None:
    world.record(SMITH)
    world.record(SMITH, keys=["twice"])
    assert guess(world, SMITH) == ["entries", "idempotency_keys"]

    world.record(TAKING)

    assert guess(world, SMITH) == []
    assert world.entry(17)["key"] == "redacted 17"
    assert verify(world.registry).entries == 18


@pytest.mark.parametrize("keys", [None, ["new"]])
@pytest.mark.parametrize("act", [SMITH, JONES], ids=["same", "other"])
def test_the_act_again_is_on_record_whatever_it_says_there(
    world: World, act: Act, keys: Any
) -> None:
    """Whoever may record learns nothing either: the right words and wrong ones count the same."""
    world.record(SMITH)
    world.record(TAKING)
    before = world.everything()

    again = world.record(act, keys=keys)

    assert (again.entries, again.repeated, again.redacted) == ((17,), 1, 1)
    assert world.everything() == before
    assert guess(world, act) == []
    assert world.record(act, keys=keys).entries == (17,)


@pytest.mark.parametrize(
    ("more", "differs"),
    [({"publisher": "x"}, "title, publisher"), ({"url": "https://x.example"}, "title, url")],
)
def test_an_act_that_says_something_else_besides_is_refused(
    world: World, more: dict[str, str], differs: str
) -> None:
    world.record(SMITH)
    world.record(TAKING)
    said = {"title": "Mrs Smith", "publisher": "Mr Jones", **more}

    assert world.refusal(tell(SourceCited, reference="S2", **said)) == (
        f"DUPLICATE: sources S2 is on record already and says otherwise in: {differs}"
    )


def test_a_key_stands_for_its_act_after_words_were_taken_off(world: World) -> None:
    world.record(SMITH, keys=["once"])
    world.record(TAKING)

    assert guess(world, SMITH) == []
    assert world.record(SMITH, keys=["once"]).entries == (17,)
    assert world.refused(target("T2"), keys=["once"]) == (taken("once", 17),)


def test_a_correction_does_not_come_back_although_it_corrects_another_entry_now(
    world: World,
) -> None:
    wrong = correction("targets", "T1", "title", "Mrs Smith")
    world.record(wrong)
    world.record(redaction("corrections", "T1/title/13", 17, "value"))

    again = world.record(wrong)

    assert (again.entries, again.redacted) == ((17,), 1)
    assert world.row("targets", "T1")["title"] == "[redacted]"
    right = correction("targets", "T1", "title", "Fewer fires", corrects=17)
    assert world.record(right).entries == (19,)
    assert world.row("targets", "T1")["title"] == "Fewer fires"


def test_a_key_that_met_the_words_in_a_later_version_tells_them_no_more(world: World) -> None:
    """A key given with words on record stands for the entry of the version that carried them."""
    world.record(correction("targets", "T1", "title", "Mrs Smith"))
    world.record(correction("targets", "T1", "unit", "%"))
    carried = target("T1", title="Mrs Smith", unit="%")
    assert world.record(carried, keys=["late"]).entries == (18,)
    assert guess(world, carried) == ["idempotency_keys"]

    world.record(redaction("corrections", "T1/title/13", 17, "value"))

    assert guess(world, carried) == []
    assert world.refused(carried, keys=["late"]) == (taken("late", 18),)


def test_what_a_redaction_is_said_to_leave_is_in_no_key(world: World) -> None:
    """The registry works it out itself; a file that states it may hold the very words."""
    world.record(SMITH)
    told: Redacted = redaction("sources", "S2", 17, "title", remains="Mrs Smith was here")

    world.record(told)

    assert world.record(TAKING).entries == (18,)
    assert "Mrs Smith" not in str(world.everything())


def test_verify_tells_of_a_key_that_is_still_there(world: World) -> None:
    world.record(SMITH)
    world.record(TAKING)
    key = Draft.of(SMITH, REGISTRAR).key
    world.sql_without_triggers(f"UPDATE entries SET key = '{key}' WHERE number = 17")

    with pytest.raises(Damaged, match=r"^entry 17: what was taken off it is not what its redact"):
        verify(world.registry)


def test_verify_tells_of_a_key_that_went_without_a_redaction(world: World) -> None:
    world.sql_without_triggers("UPDATE entries SET key = 'redacted 13' WHERE number = 13")

    with pytest.raises(Damaged, match=r"^entry 13: what was taken off it is not what its redact"):
        verify(world.registry)
