"""A witness of one's own on the command line, and as a process of its own."""

from pathlib import Path

import pytest

from registry.signing import Signer, WitnessKey, find_cosignature, read_note
from tests.cli.ended import Command
from tests.cli.test_serving import free_port, get, serving
from tests.support.witnessing import SampleLog, submit

NAME = "leeds.example/witness"


@pytest.fixture
def witness(plain: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line of a machine that has a witness, and no registry."""
    monkeypatch.setenv("ANSWERABLE_DATA_DIR", str(tmp_path / "data"))
    return plain


def test_a_key_is_made_once_and_keeps_its_name(witness: Command) -> None:
    made = witness("witness", "key", "--name", NAME)
    again = witness("witness", "key", "--json")
    other = witness("witness", "key", "--name", "york.example/witness")

    assert (made.code, WitnessKey.read(made.out.strip()).name) == (0, NAME)
    assert again.json == {"verifier": made.out.strip()}
    assert (other.code, "the witness is called leeds.example/witness" in other.err) == (1, True)


def test_a_log_is_known_until_it_is_removed(witness: Command) -> None:
    log = Signer.new("york.example/log").verifier

    assert witness("witness", "add-log", log).code == 0
    assert witness("witness", "logs", "--json").json == [
        {
            "origin": "york.example/log",
            "keys": [str(log)],
            "cosigned": 0,
            "checkpoint": None,
            "conflicts": [],
        }
    ]
    assert "york.example/log" in witness("witness", "logs").out
    assert witness("witness", "remove-log", log).code == 0
    gone = witness("witness", "remove-log", log)
    assert (gone.code, "the witness does not know this key" in gone.err) == (1, True)
    assert witness("witness", "logs", "--json").json == []


@pytest.mark.parametrize("given", ["nonsense", "", "a+b+c"])
def test_what_is_no_key_of_a_log_is_refused(witness: Command, given: str) -> None:
    refused = witness("witness", "add-log", given)

    assert (refused.code, "it is no key of a log" in refused.err) == (1, True)
    assert witness("witness", "logs", "--json").json == []


def test_it_serves_without_a_registry_and_cosigns(witness: Command, tmp_path: Path) -> None:
    log, port = SampleLog.of("york.example/log", 5), free_port()
    key = WitnessKey.read(witness("witness", "key", "--name", NAME).out.strip())
    witness("witness", "add-log", log.signer.verifier)

    with serving(
        ["witness", "serve"], {"ANSWERABLE_DATA_DIR": str(tmp_path / "data")}, port
    ) as served:
        answer = submit(f"http://127.0.0.1:{port}", log.request(0, 5))
        introduced = get(port, "/")

    assert (answer.status, introduced) == (200, f"{key}\n")
    assert find_cosignature(read_note(log.checkpoint(5) + answer.text), key) is not None
    assert (served.code, f"The witness {NAME} is at" in served.said) == (0, True)
    assert witness("witness", "logs", "--json").json[0]["cosigned"] == 5
    assert not list((tmp_path / "data").glob("*.sqlite"))
