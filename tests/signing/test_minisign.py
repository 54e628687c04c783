"""Signatures that minisign itself verifies, and those of minisign that we do."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.signing import Signer, minisign

# From the documentation of minisign's libraries: the file holds the word test.
PUBLIC = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
PREHASHED = (
    "untrusted comment: signature from minisign secret key\n"
    "RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrC"
    "o8KLzZwo=\n"
    "trusted comment: timestamp:1633700835\tfile:test\tprehashed\n"
    "wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==\n"
)
LEGACY = (
    "untrusted comment: signature from minisign secret key\n"
    "RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIa"
    "sSSbXxwA=\n"
    "trusted comment: timestamp:1555779966\tfile:test\n"
    "QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==\n"
)


@pytest.fixture
def signer() -> Signer:
    return Signer("example.com/log", bytes(range(32)))


@pytest.mark.parametrize("file", [PREHASHED, LEGACY], ids=["prehashed", "legacy"])
def test_known_signatures_verify(file: str) -> None:
    signed = minisign.read_signature(file)
    comment = minisign.verify(minisign.read_public_key(PUBLIC), [b"te", b"st"], signed)

    assert comment.startswith("timestamp:")
    with pytest.raises(ValueError, match="not that of these bytes"):
        minisign.verify(minisign.read_public_key(PUBLIC), [b"tesu"], signed)


def test_ours_verifies_and_says_its_comment(signer: Signer) -> None:
    file = minisign.sign(signer, [b"some ", b"bytes"], "release 1")
    key = minisign.read_public_key(minisign.format_public_key(signer.verifier))

    assert minisign.verify(key, [b"some bytes"], minisign.read_signature(file)) == "release 1"
    assert file == minisign.sign(signer, [b"some bytes"], "release 1")


def flipped(file: bytes) -> Iterator[bytes]:
    for place in range(len(file)):
        for bit in range(8):
            changed = bytearray(file)
            changed[place] ^= 1 << bit
            yield bytes(changed)


def test_no_changed_byte_but_of_the_untrusted_comment_passes(signer: Signer) -> None:
    file = minisign.sign(signer, [b"bytes"], "release 1").encode()
    key = minisign.read_public_key(minisign.format_public_key(signer.verifier))
    passed = []
    for changed in flipped(file):
        try:
            signed = minisign.read_signature(changed.decode())
            minisign.verify(key, [b"bytes"], signed)
        except ValueError:
            continue
        passed.append(signed.untrusted)

    assert passed
    assert minisign.make_untrusted_comment(signer.verifier.public) not in passed


def test_minisign_itself_verifies_ours(signer: Signer, tmp_path: Path) -> None:
    tool = shutil.which("minisign")
    if tool is None:
        pytest.skip("minisign is not installed on this machine")
    (tmp_path / "SHA256SUMS").write_bytes(b"some sums\n")
    (tmp_path / "key.pub").write_text(minisign.format_public_key(signer.verifier))
    signature = minisign.sign(signer, [b"some sums\n"], "release 1")
    (tmp_path / "SHA256SUMS.minisig").write_text(signature)
    command = [tool, "-V", "-m", "SHA256SUMS"]

    by_file = subprocess.run(
        [*command, "-p", "key.pub"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    line = minisign.format_public_key(signer.verifier).splitlines()[1]
    by_line = subprocess.run(
        [*command, "-P", line, "-Q"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    (tmp_path / "SHA256SUMS").write_bytes(b"other sums\n")
    tampered = subprocess.run(
        [*command, "-P", line], cwd=tmp_path, capture_output=True, check=False
    )

    assert "Signature and comment signature verified" in by_file.stdout
    assert by_line.stdout == "release 1\n"
    assert tampered.returncode == 1


def test_a_signature_by_minisign_itself_verifies_here(tmp_path: Path) -> None:
    tool = shutil.which("minisign")
    if tool is None:
        pytest.skip("minisign is not installed on this machine")
    (tmp_path / "file").write_bytes(b"their bytes")
    for command in (
        ["-G", "-W", "-p", "k.pub", "-s", "k.key"],
        ["-S", "-m", "file", "-s", "k.key"],
    ):
        subprocess.run([tool, *command], cwd=tmp_path, capture_output=True, check=True)

    key = minisign.read_public_key((tmp_path / "k.pub").read_text())
    signed = minisign.read_signature((tmp_path / "file.minisig").read_text())

    assert "file:file" in minisign.verify(key, [b"their bytes"], signed)
