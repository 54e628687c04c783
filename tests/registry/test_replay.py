"""Replaying the ledger gives the live tables, whatever was recorded."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from registry import Damaged, Refused, Registry, migrate, replay, verify
from registry.acts import (
    AgreementRevised,
    Corrected,
    ProtocolAdopted,
    Redacted,
    RevisionConsented,
    TargetChanged,
    TargetDesignated,
)
from registry.ledger import compute_root
from registry.vocabulary import Designation, LeadState
from tests.registry.world import World, lead, target, tell
from tests.support.soak import Trials

SEQUENCES = Trials("sequences of acts, replayed on each database", 240)
DAYS = st.sampled_from([None, "2007-04-01", "2008-04-01", "2009-04-01"])
WORDS = st.sampled_from(["Mrs Smith", "burglaries", "Target T1", "[redacted]"])
MENDABLE = (
    ("targets", "title"),
    ("targets", "unit"),
    ("targets", "from"),
    ("targets", "measure"),
    ("accountability", "stated"),
    ("accountability", "partner"),
    ("accountability", "until"),
    ("protocols", "title"),
    ("protocols", "until"),
    ("target_changes", "value"),
    ("revisions", "on"),
)


class Recording(RuleBasedStateMachine):
    """Any sequence of acts that change what is on record; the rules say which are valid."""

    world: World

    def take(self, *acts: Any) -> None:
        with suppress(Refused):
            self.world.record(*acts)

    @rule(
        partner=st.sampled_from(["POLICE", "COUNCIL"]),
        state=st.sampled_from([LeadState.SINGLE, LeadState.JOINT]),
        from_=DAYS,
        stated=st.none() | WORDS,
    )
    def take_the_lead(
        self, partner: str, state: LeadState, from_: str | None, stated: str | None
    ) -> None:
        self.take(lead(partner, from_, state=state, stated=stated))

    @rule(designation=st.sampled_from(list(Designation)), from_=DAYS)
    def designate(self, designation: Designation, from_: str | None) -> None:
        self.take(tell(TargetDesignated, target="T1", designation=designation, from_=from_))

    @rule(number=st.integers(1, 4), supersedes=st.integers(0, 4), from_=DAYS)
    def adopt_a_protocol(self, number: int, supersedes: int, from_: str | None) -> None:
        self.take(
            tell(
                ProtocolAdopted,
                reference=f"P{number}",
                title=f"Protocol {number}",
                agreement="LAA",
                version=number,
                supersedes=f"P{supersedes}" if supersedes else None,
                from_=from_,
            )
        )

    @rule(
        number=st.integers(1, 3),
        on=DAYS.filter(bool),
        field=st.sampled_from(["title", "unit", "until", "measure"]),
        value=st.one_of(WORDS, st.just("NI16"), DAYS.filter(bool)),
    )
    def revise(self, number: int, on: str, field: str, value: str) -> None:
        revision = f"R{number}"
        self.take(tell(AgreementRevised, reference=revision, agreement="LAA", title="x", on=on))
        for partner in ("POLICE", "COUNCIL"):
            self.take(tell(RevisionConsented, revision=revision, partner=partner))
        self.take(tell(TargetChanged, target="T1", revision=revision, field=field, value=value))

    @rule(
        place=st.integers(0, 20),
        which=st.sampled_from(MENDABLE),
        value=st.one_of(st.none(), WORDS, DAYS, st.sampled_from(["PCT", "NI16"])),
    )
    def correct(self, place: int, which: tuple[str, str], value: str | None) -> None:
        kind, field = which
        if rows := self.world.rows(kind):
            record = rows[place % len(rows)]["reference"]
            self.take(self.correction(kind, record, field, value))

    def correction(self, kind: str, record: str, field: str, value: str | None) -> Any:
        return tell(Corrected, kind=kind, record=record, field=field, value=value, reason="x")

    @rule(place=st.integers(0, 200), fields=st.sampled_from(["title", "value", "stated", "reason"]))
    def redact(self, place: int, fields: str) -> None:
        number = place % self.world.position().number + 1
        found = [
            (kind, row["reference"])
            for kind in ("targets", "accountability", "protocols", "corrections", "target_changes")
            for row in (*self.world.rows(kind, entry=number), *self.world.old_rows(kind, number))
        ]
        for kind, record in found:
            self.take(
                tell(Redacted, kind=kind, record=record, redacts=number, fields=fields, reason="x")
            )

    @rule(title=WORDS)
    def redact_and_go_on_in_one_batch(self, title: str) -> None:
        number = self.world.position().number + 1
        reference = f"X{number}"
        self.take(
            target(reference, title=title),
            self.correction("targets", reference, "unit", "%"),
            tell(
                Redacted,
                kind="targets",
                record=reference,
                redacts=number,
                fields="title",
                reason="x",
            ),
            self.correction("targets", reference, "block", title),
        )

    def teardown(self) -> None:
        verify(self.world.registry)


@SEQUENCES.mark
def test_replay_equals_the_live_tables_after_any_sequence_of_acts(
    worlds: Callable[[], AbstractContextManager[World]],
) -> None:
    class Sequence(Recording):
        def __init__(self) -> None:
            super().__init__()
            self.opened = worlds()
            self.world = self.opened.__enter__()

        def teardown(self) -> None:
            super().teardown()
            self.opened.__exit__(None, None, None)

    run_state_machine_as_test(
        Sequence, settings=settings(max_examples=SEQUENCES.count, stateful_step_count=15)
    )


def test_replay_goes_over_the_bounds_of_its_batches(
    worlds: Callable[[], AbstractContextManager[World]],
) -> None:
    """A lead that ends, a title that changes and words that go, each batches later."""
    with worlds() as world:
        world.record(lead("POLICE", "2007-04-01", stated="Mrs Smith"))
        world.record(*(target(f"X{number}") for number in range(2_500)))
        world.record(lead("COUNCIL", "2008-04-01"))
        world.record(
            tell(
                Redacted,
                kind="accountability",
                record="T1/LEAD/POLICE/2007-04-01",
                redacts=17,
                fields="stated",
                reason="x",
            )
        )

        assert verify(world.registry).entries == 2_519


def test_the_copy_has_the_same_root_and_takes_further_acts(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))
    url = f"sqlite:///{tmp_path_factory.mktemp('copy') / 'copy.sqlite'}"
    migrate(url)
    copy = World(url)
    told: list[int] = []

    with world.registry.reading() as source, copy.registry.writing() as into:
        assert replay(source, into, progress=told.append) == 18
        assert compute_root(into.connection) == compute_root(source.connection)

    assert told == [18]
    assert copy.record(target("T2")).entries == (19,)
    assert verify(copy.registry).entries == 19
    with (
        pytest.raises(Damaged, match="head: the registry to replay into is not empty"),
        world.registry.reading() as source,
        Registry.open(url).writing() as into,
    ):
        replay(source, into)
    copy.registry.close()


def test_a_ledger_is_replayed_up_to_an_entry_and_then_on(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    world.record(lead("POLICE", "2007-04-01", stated="Mrs Smith"))
    taken = {"kind": "accountability", "record": "T1/LEAD/POLICE/2007-04-01", "redacts": 17}
    world.record(lead("COUNCIL", "2008-04-01"))
    world.record(tell(Redacted, **taken, fields="stated", reason="x"))
    url = f"sqlite:///{tmp_path_factory.mktemp('copy') / 'copy.sqlite'}"
    migrate(url)
    copy = World(url)
    states = []

    with world.registry.reading() as source:
        for until in (10, 17, 18, 19):
            with copy.registry.writing() as into:
                assert replay(source, into, until=until) == until
                assert compute_root(into.connection) == compute_root(source.connection, until)
            states.append(copy.entry(17)["redacted_by"] if until > 16 else None)

    (term,) = copy.history("accountability", "T1/LEAD/POLICE/2007-04-01")
    # The words are gone from the start; by which entry is told once that is there.
    assert states == [None, None, None, 19]
    assert (term["stated"], term["until"]) == ("[redacted]", None)
    assert copy.everything() == world.everything()
    assert verify(copy.registry).entries == 19
    copy.registry.close()
