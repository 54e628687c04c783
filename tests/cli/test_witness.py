"""Witnesses on the command line: of one's own, as a process, and those that are asked."""

from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from registry import REGISTRAR, Registry, record
from registry.signing import Signer, Verifier, WitnessKey, find_cosignature, read_note
from tests.cli.ended import Command
from tests.cli.test_serving import free_port, get, serving
from tests.registry.world import setting
from tests.support.witnessing import (
    SampleLog,
    know,
    reserve_address,
    serve_witness,
    settings_in,
    submit,
)

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


@pytest.fixture
def signing(answerable: Command, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line of a registry with a key and 16 entries."""
    monkeypatch.setenv("ANSWERABLE_BASE_URL", "https://registry.example")
    with closing(Registry.open(database_url)) as registry, registry.writing() as session:
        record(session, setting(), author=REGISTRAR)
    assert answerable("key", "new").code == 0
    return answerable


def test_a_witness_is_asked_when_the_ledger_is_signed_and_proven_with_a_policy(
    signing: Command, tmp_path: Path
) -> None:
    settings = settings_in(tmp_path / "leeds")
    ours = signing("key", "show").out.strip()
    witness = know(settings, Verifier.read(ours))
    policy = tmp_path / "councils.policy"
    with serve_witness(settings) as address:
        added = signing("witness", "add", "leeds", witness.key, address)
        signed = signing("sign")
        told = signing("witness", "list", "--json").json
        policy.write_text(signing("witness", "policy").out)
        seen = f"{address}/{sha256(b'registry.example/log').hexdigest()}/checkpoint"
        fetched = signing("verify", seen, "--policy", policy, "--json").json
    proven = signing("verify", "--policy", policy, "--json").json

    assert (added.code, signed.code, signed.err) == (0, 0, "")
    assert [(one["name"], one["cosigned"], one["problem"]) for one in told] == [("leeds", 16, None)]
    assert [one["witness"] for one in proven["newest"]["cosigned"]] == ["leeds"]
    assert [one["witness"] for one in fetched["cosigned"]] == ["leeds"]
    assert "Cosigned by leeds (" in signing("verify", "--policy", policy).out


def test_a_witness_that_is_down_is_told_and_nothing_is_lost(
    signing: Command, tmp_path: Path
) -> None:
    settings = settings_in(tmp_path / "leeds")
    witness, policy = know(settings), tmp_path / "councils.policy"
    with reserve_address() as address:
        signing("witness", "add", "leeds", witness.key, address)
        signed = signing("sign")
    policy.write_text(signing("witness", "policy").out)
    refused = signing("verify", "--policy", policy)

    assert (signed.code, signed.out) == (0, "Signed 16 entries of registry.example/log.\n")
    assert "The witness leeds did not cosign: it did not answer: " in signed.err
    assert (refused.code, "cosigned by nobody, not by leeds" in refused.err) == (1, True)
    assert signing("witness", "remove", "leeds").code == 0
    assert signing("sign").err == ""
    assert signing("witness", "policy").code == 1


def test_a_wrong_policy_is_told_with_its_line(signing: Command, tmp_path: Path) -> None:
    policy = tmp_path / "councils.policy"
    policy.write_text("# councils\nquorum leeds\n")

    refused = signing("verify", "--policy", policy)

    assert refused.code == 1
    assert (
        "councils.policy, row 2: no line before defines the name (value: 'leeds'). Define the "
        "witness or group in a line before this one" in refused.err.replace("\n", " ")
    )


def test_a_cited_entry_is_proven_by_a_file_that_others_read(
    signing: Command, tmp_path: Path
) -> None:
    key, folder = signing("key", "show").out.strip(), tmp_path / "proofs"
    cited = signing("cite", "T1", "--on", "2008-01-01", "--tlog-proofs", folder)
    files = sorted(folder.iterdir())
    proven = signing("verify", files[0], "--key", key, "--json")
    nameless = signing("verify", files[0])

    assert cited.code == 0, cited.err
    assert files[0].read_text().startswith("c2sp.org/tlog-proof@v1\nextra ")
    assert [f"entry-{one['number']}.tlog-proof" for one in proven.json["entries"]] == [
        files[0].name
    ]
    assert (nameless.code, "a checkpoint names no key to trust" in nameless.err) == (1, True)


def test_a_checkpoint_is_proven_by_itself(signing: Command, tmp_path: Path) -> None:
    signing("sign")
    key, checkpoint = signing("key", "show").out.strip(), tmp_path / "data/log/checkpoint"
    proven = signing("verify", checkpoint, "--key", key, "--json")
    since = signing("verify", checkpoint, "--key", key, "--since", checkpoint)

    assert (proven.code, proven.json["checkpoint"]["size"]) == (0, 16)
    assert "registry.example/log signed the root" in signing("verify", checkpoint, "--key", key).out
    assert (since.code, "a checkpoint alone cannot tell" in since.err) == (1, True)
