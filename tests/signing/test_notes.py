"""Notes and keys against examples of other people's tools, and against tampering."""

import base64

import pytest

from registry.signing import Checkpoint, Signer, Verifier, open_note, read_checkpoint, sign_note

# The example of golang.org/x/mod/sumdb/note.
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
NOTE = (
    f"{TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvq"
    "fqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The example of c2sp.org/tlog-checkpoint.
CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcy"
    "v2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def test_a_key_reads_and_writes_as_others_do() -> None:
    signer = Signer.read(SECRET)

    assert signer.secret() == SECRET
    assert str(signer.verifier) == PUBLIC
    assert Verifier.read(PUBLIC) == signer.verifier
    assert "seed" not in repr(signer)


def test_a_note_is_signed_and_opened_as_others_do() -> None:
    signer = Signer.read(SECRET)

    assert sign_note(TEXT, signer) == NOTE
    assert open_note(NOTE, [signer.verifier]) == (TEXT, [signer.verifier])


def test_the_id_is_made_of_name_kind_and_key() -> None:
    zeros = Verifier("example.com/foo", bytes(32))

    assert str(zeros).startswith(f"example.com/foo+{zeros.id.hex()}+AQAAAA")
    with pytest.raises(ValueError, match="the key's id is not that of its name and bytes"):
        Verifier.read(str(zeros).replace("foo", "fop"))


def test_no_changed_byte_of_a_note_passes() -> None:
    verifier, data = Verifier.read(PUBLIC), NOTE.encode()
    passed = []
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            try:
                open_note(flipped.decode(), [verifier])
            except ValueError:
                continue
            passed.append((place, bit))

    assert passed == []


def test_a_note_by_nobody_known_is_refused_and_unknown_signatures_are_passed_over() -> None:
    known, stranger = Signer.read(SECRET), Signer.new("example.com/stranger")
    note = sign_note(TEXT, known, stranger)

    assert open_note(note, [known.verifier])[1] == [known.verifier]
    with pytest.raises(ValueError, match="no known key signed it"):
        open_note(note, [Signer.new("example.com/other").verifier])


@pytest.mark.parametrize("name", ["", "two words", "one+one", "new\nline", "non\u00a0breaking"])
def test_a_name_that_would_break_a_note_names_no_key(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a key"):
        Signer.new(name)


def test_a_checkpoint_reads_and_writes_as_others_do() -> None:
    opened = read_checkpoint(CHECKPOINT)

    assert opened.checkpoint == Checkpoint(
        "example.com/behind-the-sofa",
        20852163,
        base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="),
    )
    assert CHECKPOINT.startswith(opened.checkpoint.text() + "\n")
    assert opened.note is not None
    assert [one.name for one in opened.note.signatures] == ["example.com/behind-the-sofa"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "\n1\n" + "A" * 43 + "=\n",
        "a\n1\nAAAA\n",
        "a\n1\n" + "A" * 42 + "B=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        Checkpoint.read(text)
