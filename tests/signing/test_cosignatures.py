"""Cosignatures against those of other people's witnesses, and against tampering."""

import pytest

from registry.signing import (
    Checkpoint,
    Signer,
    Verifier,
    WitnessKey,
    WitnessSigner,
    cosign,
    find_cosignature,
    read_checkpoint,
    read_note,
    sign_checkpoint,
)

# A checkpoint of a public log of certificates, which public witnesses cosigned.
CHECKPOINT = (
    "arche2025h1.staging.ct.transparency.dev\n"
    "1432088532\n"
    "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n"
    "\n"
    "— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3Ny"
    "gNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
    "— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ7"
    "5W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n"
    "— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXT"
    "ynk5XeU/zZ0WBxtqB0DrAWfBw==\n"
    "— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY"
    "/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n"
)
LOG = (
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
)
WITNESSES = {
    "smartit": "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora": "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "stagemole": "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
}
TEXT = Checkpoint("registry.example/log", 16, bytes(32)).text()


@pytest.mark.parametrize("vkey", WITNESSES.values(), ids=WITNESSES)
def test_cosignatures_of_public_witnesses_verify(vkey: str) -> None:
    key = WitnessKey.read(vkey)
    found = find_cosignature(read_note(CHECKPOINT), key)

    assert str(key) == vkey
    assert found is not None
    assert (found.seconds, found.at) == (1_779_573_024, "2026-05-23T21:50:24Z")
    assert read_checkpoint(CHECKPOINT).list_signers([Verifier.read(LOG)]) == [Verifier.read(LOG)]


def test_no_changed_byte_of_a_cosignature_passes() -> None:
    signer = WitnessSigner("witness.example/w1", bytes(range(32)))
    line = cosign(TEXT, signer, 1_796_148_427)
    note, passed = f"{TEXT}\n{line}".encode(), []
    for place in range(len(note)):
        changed = note[:place] + bytes([note[place] ^ 1]) + note[place + 1 :]
        try:
            found = find_cosignature(read_note(changed.decode()), signer.verifier)
        except ValueError:
            continue
        passed += [place] if found else []

    assert find_cosignature(read_note(note.decode()), signer.verifier) is not None
    assert passed == []


def test_the_newest_of_several_cosignatures_is_found() -> None:
    signer = WitnessSigner.new("witness.example/w1")
    lines = "".join(cosign(TEXT, signer, seconds) for seconds in (5, 9, 7))
    found = find_cosignature(read_note(f"{TEXT}\n{lines}"), signer.verifier)

    assert found is not None
    assert (found.seconds, found.at) == (9, "1970-01-01T00:00:09Z")


def test_an_instant_that_no_calendar_has_is_told_in_seconds_and_one_beyond_63_bits_refused() -> (
    None
):
    signer = WitnessSigner.new("witness.example/w1")
    late = find_cosignature(
        read_note(f"{TEXT}\n{cosign(TEXT, signer, (1 << 63) - 1)}"), signer.verifier
    )

    assert late is not None
    assert late.at == "9223372036854775807"
    with pytest.raises(ValueError, match=r"the signature of witness\.example/w1 is not that"):
        find_cosignature(read_note(f"{TEXT}\n{cosign(TEXT, signer, 1 << 63)}"), signer.verifier)


def test_a_key_of_one_kind_is_none_of_the_other() -> None:
    witness, log = WitnessSigner.new("witness.example/w1"), Signer.new("registry.example/log")
    same = Verifier("witness.example/w1", witness.verifier.public)

    with pytest.raises(ValueError, match="it is not a key for cosignatures with Ed25519"):
        WitnessKey.read(str(log.verifier))
    with pytest.raises(ValueError, match="it is not a key for Ed25519"):
        Verifier.read(str(witness.verifier))
    with pytest.raises(ValueError, match="it is not a key for Ed25519"):
        Signer.read(witness.secret())
    note = read_note(sign_checkpoint(Checkpoint.read(TEXT), Signer(same.name, witness.seed)))
    assert note.is_signed_by(same)
    assert find_cosignature(note, witness.verifier) is None
