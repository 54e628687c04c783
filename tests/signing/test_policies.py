"""Trust policies: which quorums are reached, and where a file of one is wrong."""

from base64 import b64encode

import pytest

from registry import InvalidInput
from registry.signing import (
    Checkpoint,
    MissingQuorum,
    Note,
    Signer,
    TrustPolicy,
    WitnessSigner,
    cosign,
    parse_policy,
    read_note,
    sign_checkpoint,
)
from tests.signing.test_cosignatures import CHECKPOINT, LOG, WITNESSES

ORIGIN = "registry.example/log"
SIGNER = Signer(ORIGIN, bytes(32))
NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
KEYS = {name: WitnessSigner(f"witness.example/{name}", name.encode() * 16) for name in NAMES}
# The type of ML-DSA-44, whose keys are longer.
MLDSA = b64encode(b"\x06" + bytes(1312)).decode()
OTHER_TYPE = "it is not a key for cosignatures with Ed25519"
LINES = "".join(f"witness {name} {key.verifier}\n" for name, key in KEYS.items())
# The example of c2sp.org/tlog-policy.
POLICY = (
    f"log {SIGNER.verifier}\n\n{LINES}"
    "group X-witnesses 2 X1 X2 X3\n"
    "group Y-witnesses any Y1 Y2 Y3\n"
    "group X-and-Y all X-witnesses Y-witnesses\n"
    "quorum X-and-Y\n"
)


def read(text: str) -> TrustPolicy:
    return parse_policy(text.encode(), "councils.policy")


def cosigned_by(*names: str) -> Note:
    checkpoint = Checkpoint(ORIGIN, 16, bytes(32))
    lines = "".join(cosign(checkpoint.text(), KEYS[name], 9) for name in names)
    return read_note(sign_checkpoint(checkpoint, SIGNER) + lines)


def test_public_witnesses_reach_a_quorum() -> None:
    lines = "".join(f"witness {name} {vkey}\n" for name, vkey in WITNESSES.items())
    policy = read(f"log {LOG}\n{lines}group some 2 {' '.join(WITNESSES)}\nquorum some\n")

    assert list(policy.check_quorum(read_note(CHECKPOINT))) == list(WITNESSES)


@pytest.mark.parametrize("names", [("X1", "X2", "Y1"), ("X2", "X3", "Y3"), NAMES])
def test_a_quorum_is_reached_through_groups(names: tuple[str, ...]) -> None:
    assert tuple(read(POLICY).check_quorum(cosigned_by(*names))) == names


@pytest.mark.parametrize("names", [(), ("X1", "Y1"), ("X1", "X2", "X3"), ("Y1", "Y2", "Y3")])
def test_a_quorum_is_missed(names: tuple[str, ...]) -> None:
    with pytest.raises(MissingQuorum):
        read(POLICY).check_quorum(cosigned_by(*names))


def test_it_says_who_is_missing_and_how_many_a_group_needs() -> None:
    with pytest.raises(MissingQuorum) as missed:
        read(POLICY).check_quorum(cosigned_by("X1", "Y1"))

    assert str(missed.value) == (
        "the quorum 'X-and-Y' of the policy is not reached: cosigned by X1, Y1, not by X2, X3, Y2, "
        "Y3 (X-witnesses needs 2 of X1, X2, X3; Y-witnesses needs 1 of Y1, Y2, Y3; X-and-Y needs 2 "
        "of X-witnesses, Y-witnesses)"
    )


def test_a_cosignature_that_is_false_is_not_passed_over() -> None:
    note = cosigned_by("X1", "X2", "Y1")
    other = Note(note.text.replace("16", "17"), note.signatures)

    with pytest.raises(ValueError, match=r"the signature of witness\.example/X1 is not that"):
        read(POLICY).check_quorum(other)


def test_nobody_has_to_cosign_where_the_quorum_is_none() -> None:
    assert read("quorum none\n").check_quorum(None) == {}


def test_names_are_octets_and_spaces_and_comments_are_passed_over() -> None:
    text = (
        f"\t# a comment\n \n  witness\tW\u00e4chter  {KEYS['X1'].verifier}  https://w.example/ \n"
    )
    policy = read(f"{text}quorum W\u00e4chter\n")

    assert policy.addresses == {"W\u00e4chter": "https://w.example/"}
    assert list(policy.check_quorum(cosigned_by("X1"))) == ["W\u00e4chter"]
    with pytest.raises(InvalidInput, match="no line before defines the name"):
        parse_policy(f"{text}quorum ".encode() + b"W\xe4chter\n", "p")


X1, Y1 = KEYS["X1"].verifier, KEYS["Y1"].verifier


@pytest.mark.parametrize(
    ("text", "row", "message"),
    [
        ("", None, "it has no quorum"),
        ("quorum none", None, "the last line does not end"),
        ("quorum X1\n", 1, "no line before defines the name"),
        ("quorum none\nquorum none\n", 2, "an earlier line names the quorum"),
        ("quorum none\r\n", 1, "it holds control characters"),
        ("witnesses X1\n", 1, "it is no line of a policy"),
        (f"witness none {X1}\n", 1, "the name is taken"),
        (f"witness X1 {X1}\nwitness X1 {Y1}\n", 2, "the name is taken"),
        (f"witness X1 {X1}\nwitness X2 {X1}\n", 2, "an earlier line has the same key"),
        (f"log {SIGNER.verifier}\nlog {SIGNER.verifier}\n", 2, "an earlier line has the same key"),
        (f"log {X1}\n", 1, "it is not a key for Ed25519"),
        (f"witness X1 {SIGNER.verifier}\n", 1, "it is not a key for cosignatures with Ed25519"),
        (f"witness X1 w.example+00000000+{MLDSA}\n", 1, OTHER_TYPE),
        ("witness X1 nonsense\n", 1, "it is not a name, an id and a key joined by plus signs"),
        (f"witness X1 {X1}\ngroup G 2 X1\n", 2, "a group cannot need so many"),
        (f"witness X1 {X1}\ngroup G 01 X1\n", 2, "a group cannot need so many"),
        (f"witness X1 {X1}\ngroup G any\n", 2, "it is no line of a policy"),
        (f"witness X1 {X1}\ngroup G any none\n", 2, "no line before defines the name"),
        (f"witness X1 {X1}\ngroup G any X1 X1\n", 2, "it is the member of a group already"),
        (
            f"witness X1 {X1}\ngroup G any X1\ngroup H any X1\n",
            3,
            "it is the member of a group already",
        ),
    ],
)
def test_a_wrong_line_is_named_with_a_remedy(text: str, row: int | None, message: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(text)

    problem = refused.value.problems[0]
    assert (problem.file, problem.row, problem.message) == ("councils.policy", row, message)
    assert problem.remedy
