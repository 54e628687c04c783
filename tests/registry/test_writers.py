"""Several writers at once, a crash, an error: entries keep a gapless order, and nothing is half."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy.exc import DBAPIError

from registry import REGISTRAR, Registry, Unavailable, record, verify
from registry.ledger import read_entries
from tests.registry.world import World, target
from tests.support.soak import Trials

RECORDS = Trials("records by each of two processes at once, on each database", 300)
ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from registry import REGISTRAR, Registry, record
from tests.registry.world import target

url, name, count = sys.argv[1:]
registry = Registry.open(url)
for number in range(int(count)):
    with registry.writing() as session:
        record(session, [target(f"{name}{number}")], author=REGISTRAR)
"""
CRASHER = """
import os, sys
from registry import REGISTRAR, Registry, record
from tests.registry.world import lead

registry = Registry.open(sys.argv[1])
with registry.writing() as session:
    acts = [lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01")]
    record(session, acts, author=REGISTRAR)
    print("recorded", flush=True)
    os._exit(9)
"""


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def numbers(world: World) -> list[int]:
    with world.registry.reading() as session:
        return [entry.number for entry in read_entries(session.connection)]


@RECORDS.mark
def test_two_processes_that_write_at_once_give_one_gapless_order(world: World) -> None:
    writers = [started(WRITER, world.url, name, str(RECORDS.count)) for name in ("A", "B")]
    last = 16 + 2 * RECORDS.count

    assert [writer.communicate()[0] for writer in writers] == ["", ""]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert numbers(world) == list(range(1, last + 1))
    assert verify(world.registry).entries == last


def test_threads_of_one_process_take_turns(world: World) -> None:
    def write(name: str) -> None:
        for number in range(5):
            world.record(target(f"{name}{number}"))

    threads = [Thread(target=write, args=(name,)) for name in ("A", "B", "C")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers(world) == list(range(1, 32))
    assert verify(world.registry).entries == 31


def test_a_crash_between_recording_and_committing_leaves_nothing(world: World) -> None:
    before = world.everything()
    crashing = started(CRASHER, world.url)

    said, _ = crashing.communicate()

    assert (said, crashing.returncode) == ("recorded\n", 9)
    assert world.everything() == before
    assert world.record(target("T2")).entries == (17,)
    assert verify(world.registry).entries == 17


def test_an_error_in_a_session_takes_back_all_that_was_recorded_in_it(world: World) -> None:
    before = world.everything()

    def record_and_fail() -> None:
        with world.registry.writing() as session:
            record(session, [target("T2")], author=REGISTRAR)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record_and_fail()

    assert world.everything() == before
    assert world.record(target("T2")).entries == (17,)


def test_several_batches_of_one_session_are_committed_together(world: World) -> None:
    with world.registry.writing() as session:
        assert record(session, [target("T2")], author=REGISTRAR).entries == (17,)
        assert record(session, [target("T3", measure="NI16")], author=REGISTRAR).entries == (18,)
        assert world.position().number == 16

    assert world.position().number == 18


def test_a_reader_keeps_its_snapshot_while_others_write(world: World) -> None:
    with world.registry.reading() as session:
        before = len(list(read_entries(session.connection)))
        world.record(target("T2"))
        assert len(list(read_entries(session.connection))) == before == 16

    assert numbers(world)[-1] == 17


def test_nothing_is_written_through_a_reading_session(world: World) -> None:
    with world.registry.reading() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        session.connection.exec_driver_sql("UPDATE head SET number = 0")


def test_a_database_that_another_program_has_locked_is_unavailable(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        words = "is locked by another program"
        with (
            closing(Registry.open(sqlite_url)) as registry,
            pytest.raises(Unavailable, match=words),
            registry.writing(),
        ):
            pass
