"""One key signs checkpoints, statements about keys and sums: none of them passes for another."""

from dataclasses import replace
from datetime import date

import pytest

from registry.signing import (
    Checkpoint,
    Rotation,
    Signer,
    minisign,
    open_note,
    read_checkpoint,
    read_note,
    sign_checkpoint,
    sign_note,
)
from registry.signing.key_statements import read_statement
from registry.signing.notes import format_signature

OLD, NEW = (Signer("example.com/log", bytes([number]) * 32) for number in (1, 2))
CHECKPOINT = Checkpoint("example.com/log", 16, bytes(32))
STATEMENT = Rotation(
    key=OLD.verifier, new=NEW.verifier, size=16, root=bytes(32), day=date(2026, 12, 1)
)
KEY = minisign.read_public_key(minisign.format_public_key(OLD.verifier))


def test_no_signature_of_minisign_is_one_of_a_checkpoint() -> None:
    text = CHECKPOINT.text()
    signed = minisign.read_signature(minisign.sign(OLD, [text.encode()], text.splitlines()[0]))

    for signature in (signed.signature, signed.whole):
        note = f"{text}\n{format_signature(OLD.verifier, signature)}"
        with pytest.raises(ValueError, match="is not that of this text"):
            open_note(note, [OLD.verifier])


@pytest.mark.parametrize("algorithm", [b"ED", b"Ed"], ids=["prehashed", "legacy"])
def test_no_signature_of_a_checkpoint_is_one_of_minisign(algorithm: bytes) -> None:
    text = CHECKPOINT.text().encode()
    ours = minisign.read_signature(minisign.sign(OLD, [text], "release 1"))
    forged = replace(ours, algorithm=algorithm, signature=OLD.sign(text))

    with pytest.raises(ValueError, match=r"not that of these bytes|not the one that was signed"):
        minisign.verify(KEY, [text], forged)


def test_no_statement_about_keys_is_a_checkpoint() -> None:
    note = sign_note(STATEMENT.text(), OLD, NEW)

    assert read_statement(read_note(note)) == STATEMENT
    with pytest.raises(ValueError, match="not an origin, a size and a root"):
        read_checkpoint(note)


def test_no_checkpoint_is_a_statement_about_keys() -> None:
    note = sign_checkpoint(CHECKPOINT, OLD)

    assert read_checkpoint(note).checkpoint == CHECKPOINT
    with pytest.raises(ValueError, match="does not begin with answerable-key-statement/1"):
        read_statement(read_note(note))
