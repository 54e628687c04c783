"""The proof of one entry in the form that others read: c2sp.org/tlog-proof."""

import json
from base64 import b64encode
from hashlib import sha256

import pytest

from publish import cite
from publish.proof import KeyTrust, check_tlog_proof, make_tlog_proofs
from publish.proof.tlog_proof import TlogProof
from registry import Damaged, InvalidInput, Settings
from registry.ledger import encode_leaf
from registry.signing import KeyHistory, Signer, WitnessSigner, cosign, parse_policy, read_note
from tests.registry.world import World, lead

DAY = "2008-01-01"
# The example of the specification, with a checkpoint and signatures that are whole.
EXAMPLE = (
    "c2sp.org/tlog-proof@v1\n"
    "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\n"
    "index 73894\n"
    "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
    "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
    "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n"
    "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
    "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n"
    "\n"
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcy"
    "v2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


@pytest.fixture
def proofs(world: World, settings: Settings, signer: Signer) -> dict[int, str]:
    assert signer.name
    world.record(lead("POLICE", "2007-04-01"))
    return make_tlog_proofs(cite(world.registry, settings, "T1", DAY).proof)


def trust(signer: Signer) -> KeyTrust:
    return KeyTrust(KeyHistory(), signer.verifier)


def check_by_hand(proof: str) -> bool:
    """Whether a proof leads from its leaf to its root, as RFC 9162, 2.1.3.2, computes it."""
    read = TlogProof.read(proof)
    leaf = json.loads(read.extra or b"")["leaf"]
    _, size, root = read_note(read.checkpoint).text.splitlines()
    current, place, last = sha256(b"\0" + encode_leaf(leaf)).digest(), read.index, int(size) - 1
    for one in read.hashes:
        if last == 0:
            return False
        if place & 1 or place == last:
            current = sha256(b"\1" + one + current).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            current = sha256(b"\1" + current + one).digest()
        place, last = place >> 1, last >> 1
    return last == 0 and b64encode(current).decode() == root


def test_the_example_of_the_specification_is_read_and_written_as_it_is() -> None:
    read = TlogProof.read(EXAMPLE)

    assert (read.index, len(read.hashes)) == (73894, 5)
    assert read.extra == b"age-v1.2.1-darwin-arm64.tar.gz"
    assert read.format() == EXAMPLE


def test_each_cited_entry_is_proven_by_a_file_of_its_own(
    proofs: dict[int, str], signer: Signer
) -> None:
    for number, text in proofs.items():
        proof = check_tlog_proof(text, "t.tlog-proof", trust(signer), None)

        assert [entry.number for entry in proof.entries] == [number]
        assert (proof.signed_by, proof.trusted) == ("registry.example/log", True)
        assert check_by_hand(text)
    assert len(proofs) == 2


def test_it_names_no_key_and_needs_one(proofs: dict[int, str]) -> None:
    with pytest.raises(InvalidInput, match="a checkpoint names no key to trust"):
        check_tlog_proof(next(iter(proofs.values())), "p", KeyTrust(KeyHistory()), None)
    stranger = trust(Signer.new("registry.example/log"))
    with pytest.raises(Damaged, match="the key did not sign it"):
        check_tlog_proof(next(iter(proofs.values())), "p", stranger, None)


def test_the_policy_asks_for_the_quorum(proofs: dict[int, str], signer: Signer) -> None:
    text, witness = next(iter(proofs.values())), WitnessSigner.new("witness.example/w1")
    lines = f"log {signer.verifier}\nwitness w1 {witness.verifier}\nquorum w1\n"
    policy, nobody = parse_policy(lines.encode(), "p"), KeyTrust(KeyHistory())
    body = read_note(TlogProof.read(text).checkpoint).text

    with pytest.raises(Damaged, match="the quorum 'w1' of the policy is not reached"):
        check_tlog_proof(text, "p", nobody, policy)
    cosigned = check_tlog_proof(text + cosign(body, witness, 9), "p", nobody, policy)
    assert list(cosigned.cosigned) == ["w1"]


def test_no_changed_line_passes(proofs: dict[int, str], signer: Signer) -> None:
    text = next(iter(proofs.values()))
    lines, passed = text.split("\n"), []
    for place in range(len(lines) - 1):
        for line in (lines[place][:-2] + "AA", "", None):
            changed = [*lines[:place], *([] if line is None else [line]), *lines[place + 1 :]]
            if changed == lines:
                continue
            try:
                check_tlog_proof("\n".join(changed), "p", trust(signer), None)
            except Damaged:
                continue
            passed.append((place, line))

    assert passed == []


@pytest.mark.parametrize("extra", [None, b"", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000])
def test_extra_data_of_others_is_no_entry(
    proofs: dict[int, str], signer: Signer, extra: bytes | None
) -> None:
    read = TlogProof.read(next(iter(proofs.values())))
    other = TlogProof(read.index, read.hashes, read.checkpoint, extra).format()

    with pytest.raises(Damaged):
        check_tlog_proof(other, "p", trust(signer), None)
