"""A witness over HTTP, as c2sp.org/tlog-witness has it: what it cosigns, and what it refuses."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from registry import InvalidInput, Settings
from registry.signing import (
    Checkpoint,
    Signer,
    WitnessSigner,
    find_cosignature,
    read_note,
    sign_checkpoint,
)
from registry.witnessing import MOST_BYTES, AddCheckpoint, Witness
from registry.witnessing.state import SeenCheckpoint
from tests.support.witnessing import (
    SampleLog,
    WitnessAnswered,
    fetch,
    know,
    serve_witness,
    settings_in,
    submit,
)

SIZE = "text/x.tlog.size"


@pytest.fixture
def log() -> SampleLog:
    return SampleLog.of("registry.example/log", 20)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def witness(settings: Settings, log: SampleLog) -> Witness:
    return know(settings, log.signer.verifier)


@pytest.fixture
def address(settings: Settings, witness: Witness) -> Iterator[str]:
    assert witness.key.name
    with serve_witness(settings) as address:
        yield address


def cosigned(witness: Witness, log: SampleLog) -> int | None:
    with witness.state.writing() as memory:
        newest = memory.find_newest(log.signer.name)
    return None if newest is None else newest.size


def conflicts(witness: Witness) -> list[str]:
    with witness.state.writing() as memory:
        return [one.checkpoint for log in memory.list_logs() for one in log.conflicts]


def is_cosigned(answer: WitnessAnswered, checkpoint: str, witness: Witness) -> bool:
    """Whether an answer cosigns a checkpoint, read as the specification proposes."""
    return find_cosignature(read_note(checkpoint + answer.text), witness.key) is not None


def test_the_example_of_the_specification_is_read() -> None:
    body = (
        "old 20852014\n"
        "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
        "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
        "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
        "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
        "\n"
        "example.com/behind-the-sofa\n"
        "20852163\n"
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        "\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhc"
        "yv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    )
    read = AddCheckpoint.read(body)

    assert (read.old, len(read.proof), read.checkpoint.count("\n")) == (20852014, 4, 5)
    assert read.format() == body


def test_a_log_that_grows_is_cosigned_each_time(
    address: str, witness: Witness, log: SampleLog
) -> None:
    for old, size in ((0, 1), (1, 7), (7, 8), (8, 8), (8, 20)):
        answer = submit(address, log.request(old, size))

        assert answer.status == 200, answer
        assert is_cosigned(answer, log.checkpoint(size), witness)
        assert cosigned(witness, log) == size


def test_every_step_from_one_size_to_another_is_proven(witness: Witness, log: SampleLog) -> None:
    for size in range(21):
        line = witness.add_checkpoint(log.request(max(size - 1, 0), size))
        assert find_cosignature(read_note(log.checkpoint(size) + line), witness.key)
    for old in range(1, 20):
        other = SampleLog(Signer.new(f"other.example/{old}"), log.leaves)
        with witness.state.writing() as memory:
            memory.add_key(other.signer.verifier)
        witness.add_checkpoint(other.request(0, old))
        assert witness.add_checkpoint(other.request(old, 20))


def test_an_unknown_log_is_not_found(address: str, witness: Witness) -> None:
    answer = submit(address, SampleLog.of("stranger.example/log", 3).request(0, 3))

    assert (answer.status, answer.text) == (
        404,
        "this witness does not know the log stranger.example/log\n",
    )
    assert cosigned(witness, SampleLog.of("stranger.example/log", 0)) is None


@pytest.mark.parametrize("forged", ["by a stranger", "with another text", "by nobody"])
def test_a_checkpoint_that_the_log_did_not_sign_is_forbidden(
    address: str, witness: Witness, log: SampleLog, forged: str
) -> None:
    checkpoint = {
        "by a stranger": log.checkpoint(3, Signer.new(log.signer.name)),
        "with another text": log.checkpoint(3).replace("\n3\n", "\n4\n"),
        "by nobody": log.checkpoint(3).partition("\n\n")[0] + "\n",
    }[forged]

    assert submit(address, AddCheckpoint(0, (), checkpoint).format()).status == 403
    assert cosigned(witness, log) is None


def test_signatures_of_others_are_passed_over(
    address: str, witness: Witness, log: SampleLog
) -> None:
    checkpoint = log.checkpoint(3, Signer.new("stranger.example/log"), log.signer)

    assert submit(address, AddCheckpoint(0, (), checkpoint).format()).status == 200
    assert cosigned(witness, log) == 3


def test_a_wrong_old_size_is_a_conflict_and_the_right_one_is_told(
    address: str, witness: Witness, log: SampleLog
) -> None:
    submit(address, log.request(0, 7))

    for old in (0, 6, 9):
        assert submit(address, log.request(old, 12)) == WitnessAnswered(409, SIZE, "7\n")
    assert submit(address, log.request(7, 12)).status == 200
    # Older ones than the newest are never cosigned again, also where they are proven.
    assert submit(address, log.request(7, 7)) == WitnessAnswered(409, SIZE, "12\n")
    assert submit(address, log.request(0, 7)) == WitnessAnswered(409, SIZE, "12\n")
    assert (cosigned(witness, log), conflicts(witness)) == (12, [])


def test_a_fork_is_kept_as_evidence_whatever_old_size_comes_with_it(
    address: str, witness: Witness, log: SampleLog
) -> None:
    submit(address, log.request(0, 12))
    fork = log.fork(10)

    assert submit(address, fork.request(0, 12)) == WitnessAnswered(409, SIZE, "12\n")
    assert conflicts(witness) == [fork.checkpoint(12)]


def test_the_newest_checkpoint_of_a_log_can_be_had_from_the_witness(
    address: str, witness: Witness, log: SampleLog
) -> None:
    name = sha256(log.signer.name.encode()).hexdigest()
    before = fetch(f"{address}/{name}/checkpoint")
    line = submit(address, log.request(0, 12)).text

    assert before.status == 404
    assert fetch(f"{address}/{name}/checkpoint").text == log.checkpoint(12) + line
    assert fetch(f"{address}/{'0' * 64}/checkpoint").status == 404


def test_lines_that_strangers_add_are_not_served(
    address: str, witness: Witness, log: SampleLog
) -> None:
    name = sha256(log.signer.name.encode()).hexdigest()
    strangers = [Signer.new(f"stranger.example/{number}") for number in range(20)]
    checkpoint = log.checkpoint(7, *strangers[:10], log.signer, *strangers[10:])

    line = submit(address, AddCheckpoint(0, (), checkpoint).format()).text

    assert fetch(f"{address}/{name}/checkpoint").text == log.checkpoint(7) + line


def test_the_same_checkpoint_again_is_cosigned_anew(
    address: str, witness: Witness, log: SampleLog
) -> None:
    assert submit(address, log.request(0, 7)).status == 200

    answer = submit(address, log.request(7, 7))

    assert is_cosigned(answer, log.checkpoint(7), witness)


def test_a_forked_log_is_refused_and_its_checkpoint_kept_as_evidence(
    address: str, witness: Witness, log: SampleLog
) -> None:
    submit(address, log.request(0, 12))
    fork = log.fork(10)

    same, longer = submit(address, fork.request(12, 12)), submit(address, fork.request(12, 20))

    assert (same.status, same.text) == (422, "another root was cosigned at the size 12\n")
    assert (longer.status, longer.text) == (
        422,
        "the proof does not show that the log extends its first 12 entries\n",
    )
    assert cosigned(witness, log) == 12
    assert conflicts(witness) == [fork.checkpoint(12), fork.checkpoint(20)]
    assert submit(address, log.request(12, 20)).status == 200


@pytest.mark.parametrize("old", [0, 7])
def test_a_proof_of_something_else_is_refused(
    address: str, witness: Witness, log: SampleLog, old: int
) -> None:
    if old:
        submit(address, log.request(0, old))
    right = AddCheckpoint.read(log.request(old, 12))
    for proof in ((*right.proof, bytes(32)), right.proof[1:], (bytes(32),) * len(right.proof)):
        if proof != right.proof:
            body = AddCheckpoint(old, proof, right.checkpoint).format()
            assert submit(address, body).status == 422

    assert cosigned(witness, log) == (old or None)


def test_an_empty_log_has_one_root(address: str, witness: Witness, log: SampleLog) -> None:
    false = sign_checkpoint(Checkpoint(log.signer.name, 0, bytes(32)), log.signer)

    assert submit(address, AddCheckpoint(0, (), false).format()).status == 422
    assert cosigned(witness, log) is None
    assert submit(address, log.request(0, 0)).status == 200
    assert cosigned(witness, log) == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"old 1\n\n", 400),
        (b"old 01\n\nlog\n1\nx\n", 400),
        (b"old -1\n\nlog\n1\nx\n", 400),
        (b"old 9223372036854775808\n\nlog\n1\nx\n", 400),
        (b"new 0\n\nlog\n1\nx\n", 400),
        (b"old 0\n" + b"A" * 43 + b"=\n" * 64 + b"\nlog\n1\nx\n", 400),
        (b"old 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\nlog\n1\nx\n", 400),
        (b"old 0\nnot base64\n\nlog\n1\nx\n", 400),
        (b"x" * (MOST_BYTES + 1), 413),
    ],
)
def test_what_is_no_request_is_refused(
    address: str, witness: Witness, log: SampleLog, body: bytes, status: int
) -> None:
    assert submit(address, body).status == status
    assert cosigned(witness, log) is None


def test_a_size_larger_than_the_checkpoints_or_than_63_bits_is_refused(
    address: str, witness: Witness, log: SampleLog
) -> None:
    huge = sign_checkpoint(Checkpoint(log.signer.name, 1 << 63, bytes(32)), log.signer)

    assert submit(address, AddCheckpoint(4, (), log.checkpoint(3)).format()).status == 400
    assert submit(address, AddCheckpoint(0, (), huge).format()).status == 400
    assert cosigned(witness, log) is None


def test_nothing_but_post_is_answered(address: str) -> None:
    assert submit(address, b"", "GET").status == 405


def test_of_two_submissions_at_once_none_rolls_the_log_back(
    address: str, witness: Witness, log: SampleLog
) -> None:
    submit(address, log.request(0, 5))
    fork = log.fork(5)
    bodies = [one.request(5, size) for one in (log, fork) for size in range(6, 21)]

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda body: submit(address, body), bodies))

    # From one size the first goes on, whichever it is; all others have the wrong old size.
    assert sorted(one.status for one in answers) == [200, *[409] * 29]
    body = bodies[[one.status for one in answers].index(200)]
    assert f"\n{cosigned(witness, log)}\n" in body


def test_what_is_remembered_cannot_be_rolled_back_by_mistake(
    witness: Witness, log: SampleLog
) -> None:
    witness.add_checkpoint(log.request(0, 12))
    shorter = SeenCheckpoint(11, log.root(0, 11), "", 1 << 40)
    name = log.signer.name

    with (
        pytest.raises(sqlite3.IntegrityError, match="a log never becomes shorter"),
        witness.state.writing() as memory,
    ):
        memory.store_newest(name, shorter)

    assert cosigned(witness, log) == 12


def test_a_clock_that_was_set_back_cosigns_no_earlier(settings: Settings, log: SampleLog) -> None:
    first = know(settings, log.signer.verifier)
    late = Witness(first.signer, first.state, clock=lambda: 2_000_000_000.5)
    early = Witness(first.signer, first.state, clock=lambda: 1_000_000_000.0)
    late.add_checkpoint(log.request(0, 5))

    line = early.add_checkpoint(log.request(5, 6))

    found = find_cosignature(read_note(log.checkpoint(6) + line), first.key)
    assert found is not None
    assert found.seconds == 2_000_000_000


def test_a_log_that_is_known_no_longer_is_remembered(witness: Witness, log: SampleLog) -> None:
    witness.add_checkpoint(log.request(0, 12))
    with witness.state.writing() as memory:
        assert memory.remove_key(log.signer.verifier)
        assert not memory.remove_key(log.signer.verifier)
        memory.add_key(log.signer.verifier)

    assert cosigned(witness, log) == 12


def test_a_witness_whose_memory_is_gone_does_not_start(
    settings: Settings, witness: Witness
) -> None:
    witness.state.path.unlink()

    with pytest.raises(InvalidInput, match="what the witness of this key has cosigned is gone"):
        Witness.open(settings)
    assert not witness.state.exists()


def test_key_and_memory_are_closed_to_others(settings: Settings, witness: Witness) -> None:
    files = [settings.data_dir / "witness" / name for name in ("witness.key", "state.sqlite")]

    assert [path.stat().st_mode & 0o077 for path in files] == [0, 0]
    assert Witness.open(settings).key == witness.key
    assert isinstance(witness.signer, WitnessSigner)
