"""What a register asks of its witnesses when it signs, and what becomes of it without an answer."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from registry import REGISTRAR, InvalidInput, Registry, Settings, record
from registry.acts import RegionNamed
from registry.checkpoints import (
    add_witness,
    list_witnesses,
    read_answers,
    read_newest_checkpoint,
    remove_witness,
    sign_now,
)
from registry.signing import (
    Signer,
    WitnessSigner,
    create_key,
    find_cosignature,
    locate_key,
    read_checkpoint,
    read_note,
)
from registry.witnessing import NotCosigned, Submission, Witness, request_cosignature
from tests.registry.world import World, tell
from tests.support.witnessing import (
    SampleLog,
    know,
    reserve_address,
    serve_witness,
    settings_in,
    submit,
)

LOG = "registry.example/log"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(data_dir=tmp_path / "data", database_url=database_url)


@pytest.fixture
def signer(settings: Settings) -> Signer:
    return create_key(locate_key(settings), LOG)


@pytest.fixture
def witness(tmp_path: Path, signer: Signer) -> Witness:
    return know(settings_in(tmp_path / "witness"), signer.verifier)


@pytest.fixture
def address(tmp_path: Path, witness: Witness) -> Iterator[str]:
    assert witness.key.name
    with serve_witness(settings_in(tmp_path / "witness")) as address:
        yield address


def cosigners(settings: Settings, *witnesses: Witness) -> list[str]:
    note = read_note(read_newest_checkpoint(settings) or "")
    return [one.key.name for one in witnesses if find_cosignature(note, one.key)]


def answer(settings: Settings, witness: Witness) -> tuple[int, str | None, bool]:
    told = read_answers(settings)[str(witness.key)]
    return told.size, told.problem, told.conflict


def name_region(registry: Registry, reference: str) -> None:
    with registry.writing() as session:
        record(session, [tell(RegionNamed, reference=reference, name="X")], author=REGISTRAR)


@contextmanager
def serve_bytes(*answers: bytes) -> Iterator[str]:
    """Serve these answers, one per connection, whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def respond() -> None:
            for one in answers:
                connection, _ = listening.accept()
                with connection:
                    connection.recv(1 << 20)
                    with suppress(ConnectionError):
                        connection.sendall(one)
                        # What was not read yet would otherwise end the connection too early.
                        connection.shutdown(socket.SHUT_WR)
                        while connection.recv(1 << 20):
                            pass

        thread = Thread(target=respond, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    thread.join(10)


def test_each_signing_is_cosigned(
    world: World, settings: Settings, witness: Witness, address: str
) -> None:
    add_witness(settings, "w1", str(witness.key), f"{address}/")
    for size in (16, 17):
        assert sign_now(world.registry, settings).size == size
        assert cosigners(settings, witness) == ["witness.example/w1"]
        assert answer(settings, witness) == (size, None, False)
        name_region(world.registry, f"R{size}")
    beside = locate_key(settings).with_name("signing.key.checkpoint")
    assert beside.read_text() == read_newest_checkpoint(settings)


def test_a_checkpoint_that_is_cosigned_is_not_submitted_again(
    world: World, settings: Settings, witness: Witness, address: str
) -> None:
    add_witness(settings, "w1", str(witness.key), address)
    sign_now(world.registry, settings)
    first = read_newest_checkpoint(settings)

    sign_now(world.registry, settings)

    assert read_newest_checkpoint(settings) == first


def test_a_witness_that_is_down_holds_nothing_up_and_is_asked_again(
    world: World, settings: Settings, witness: Witness, tmp_path: Path
) -> None:
    with reserve_address() as address:
        add_witness(settings, "w1", str(witness.key), address)
        sign_now(world.registry, settings)
    size, problem, conflict = answer(settings, witness)

    assert (size, conflict, cosigners(settings, witness)) == (0, False, [])
    assert (problem or "").startswith("it did not answer: ")
    with serve_witness(settings_in(tmp_path / "witness")) as back:
        remove_witness(settings, "w1")
        add_witness(settings, "w1", str(witness.key), back)
        sign_now(world.registry, settings)
    assert cosigners(settings, witness) == ["witness.example/w1"]


def test_a_register_that_forgot_the_size_learns_it_from_the_witness(
    world: World, settings: Settings, witness: Witness, address: str
) -> None:
    add_witness(settings, "w1", str(witness.key), address)
    sign_now(world.registry, settings)
    name_region(world.registry, "R17")
    # Without it the first request is of the size 0, which the witness refuses with 409.
    (settings.data_dir / "log/witnesses.json").write_text("{")

    sign_now(world.registry, settings)

    assert answer(settings, witness) == (17, None, False)
    assert cosigners(settings, witness) == ["witness.example/w1"]


@pytest.mark.parametrize(
    "text", ["", "[]", "null", '{"KEY": {}}', '{"KEY": {"size": "x"}}', "[" * 100_000]
)
def test_damaged_answers_are_as_good_as_none(tmp_path: Path, text: str) -> None:
    settings = Settings(data_dir=tmp_path)
    path = tmp_path / "log/witnesses.json"
    path.parent.mkdir()
    path.write_text(text)

    assert read_answers(settings) == {}


def test_a_witness_that_saw_another_history_is_told_as_a_conflict(
    world: World, settings: Settings, signer: Signer, witness: Witness, address: str
) -> None:
    fork = SampleLog(signer, [b"a", b"b", b"c"])
    assert submit(address, fork.request(0, 3)).status == 200
    add_witness(settings, "w1", str(witness.key), address)

    assert sign_now(world.registry, settings).size == 16

    assert answer(settings, witness) == (
        0,
        "it has cosigned another history of this log (the proof does not show that the log extends "
        "its first 3 entries)",
        True,
    )
    assert cosigners(settings, witness) == []


def test_a_witness_that_saw_a_longer_log_is_told_as_a_conflict(
    world: World, settings: Settings, signer: Signer, witness: Witness, address: str
) -> None:
    longer = SampleLog(signer, [b"%d" % number for number in range(20)])
    submit(address, longer.request(0, 20))
    add_witness(settings, "w1", str(witness.key), address)

    sign_now(world.registry, settings)

    assert answer(settings, witness) == (
        20,
        "it has cosigned 20 entries of this log, which has 16 here",
        True,
    )


def test_a_witness_that_does_not_know_the_log_says_so(
    world: World, settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    assert signer.name
    stranger = know(settings_in(tmp_path / "witness"))
    with serve_witness(settings_in(tmp_path / "witness")) as address:
        add_witness(settings, "w1", str(stranger.key), address)
        sign_now(world.registry, settings)

    assert answer(settings, stranger)[1] == (
        "it refused with status 404 (this witness does not know the log registry.example/log)"
    )


def head(status: str, *lines: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()


SIZE = "Content-Type: text/x.tlog.size"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (head("302 Found", "Location: http://127.0.0.1:9/", "Content-Length: 0"), "status 302"),
        (head("200 OK", "Content-Length: 3") + b"yes", "no blank line"),
        (head("200 OK") + b"x" * 300_000, "more than 262,144 bytes"),
        (head("409 Conflict", "Content-Length: 2") + b"7\n", "status 409"),
        (head("409 Conflict", SIZE, "Content-Length: 3") + b"-1\n", "not the size of a tree"),
        (b"not http at all\r\n\r\n", "did not answer"),
        (b"", "did not answer"),
    ],
)
def test_an_answer_that_is_none_is_told_and_changes_nothing(
    world: World, settings: Settings, signer: Signer, raw: bytes, problem: str
) -> None:
    other = WitnessSigner.new("witness.example/w1")
    with serve_bytes(raw) as address:
        add_witness(settings, "w1", str(other.verifier), address)
        sign_now(world.registry, settings)

    told = read_answers(settings)[str(other.verifier)]
    assert problem in (told.problem or "")
    assert not told.conflict
    stored = read_checkpoint(read_newest_checkpoint(settings) or "")
    assert stored.list_signers([signer.verifier]) == [signer.verifier]
    assert stored.note is not None
    assert len(stored.note.signatures) == 1


def test_a_witness_of_the_first_specification_tells_a_fork_by_409(
    world: World, settings: Settings, signer: Signer
) -> None:
    assert signer.name
    other = WitnessSigner.new("witness.example/w1")
    refusal = head("409 Conflict", SIZE, "Connection: close", "Content-Length: 3") + b"16\n"
    with serve_bytes(refusal, refusal) as address:
        add_witness(settings, "w1", str(other.verifier), address)
        sign_now(world.registry, settings)

    told = read_answers(settings)[str(other.verifier)]
    assert (told.size, told.conflict) == (16, True)
    assert told.problem == "it has cosigned another root of this log at 16 entries"


def test_a_witness_that_sends_a_byte_now_and_then_is_not_waited_for() -> None:
    ended = Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            while not ended.wait(0.02):
                connection.sendall(b"H")

    submission = Submission("log\n1\nx\n\n", 1, 0, lambda _: [])
    key = WitnessSigner.new("witness.example/w1").verifier
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=drip, args=(listening,))
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(NotCosigned, match="it did not answer"):
            request_cosignature(url, key, submission, seconds=0.3)
        ended.set()
        thread.join()


def test_a_cosignature_of_another_key_is_not_taken(
    world: World, settings: Settings, witness: Witness, address: str
) -> None:
    other = WitnessSigner.new("witness.example/w1")
    add_witness(settings, "w1", str(other.verifier), address)

    sign_now(world.registry, settings)

    told = read_answers(settings)[str(other.verifier)]
    assert told.problem == "it answered, but not with a cosignature of its key"
    assert cosigners(settings, witness) == []


@pytest.mark.parametrize(
    ("name", "key", "url", "problem"),
    [
        ("w 2", None, "https://w.example", "a witness cannot be called so"),
        ("none", None, "https://w.example", "the name is taken"),
        ("w1", None, "https://w.example", "the name is taken"),
        ("w2", "nonsense", "https://w.example", "it is not a name, an id and a key"),
        ("w2", None, "ftp://w.example", "it is no address of a witness"),
        ("w2", None, "https://w.example/?a=b", "it is no address of a witness"),
        ("w2", None, "https://[w.example", "it is no address of a witness"),
        ("w2", None, "https://w.example:99999", "it is no address of a witness"),
    ],
)
def test_a_wrong_witness_is_refused_and_the_list_stays(
    tmp_path: Path, name: str, key: str | None, url: str, problem: str
) -> None:
    settings = Settings(data_dir=tmp_path)
    add_witness(
        settings, "w1", str(WitnessSigner.new("one.example/w").verifier), "http://w.example"
    )
    before = list_witnesses(settings)
    given = key or str(WitnessSigner.new("two.example/w").verifier)

    with pytest.raises(InvalidInput, match=problem):
        add_witness(settings, name, given, url)
    with pytest.raises(InvalidInput, match="there is no such witness"):
        remove_witness(settings, "w3")

    assert list_witnesses(settings) == before
