"""The secret key's file, and the keys that people hand over."""

from pathlib import Path

import pytest

from registry import InvalidInput, Settings
from registry.signing import (
    Verifier,
    create_key,
    find_signer,
    locate_key,
    minisign,
    read_signer,
    read_verifier,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return locate_key(Settings(data_dir=tmp_path))


def test_a_new_key_is_its_owners_alone_and_stays(path: Path) -> None:
    signer = create_key(path, "example.com/log")

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert read_signer(path) == signer
    with pytest.raises(InvalidInput, match="there is a key already"):
        create_key(path, "example.com/log")


def test_a_key_that_others_can_read_signs_nothing(path: Path) -> None:
    create_key(path, "example.com/log")
    path.chmod(0o640)

    with pytest.raises(InvalidInput, match=r"others can read this secret key.*chmod 600"):
        read_signer(path)


def test_without_a_key_nothing_is_signed(path: Path, tmp_path: Path) -> None:
    assert find_signer(Settings(data_dir=tmp_path)) is None
    with pytest.raises(InvalidInput, match="Run `answerable key new`"):
        read_signer(path)


def test_a_key_that_the_environment_names_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.key"
    settings = Settings.from_environment({"ANSWERABLE_SIGNING_KEY": str(path)})

    with pytest.raises(InvalidInput, match="there is no key to read"):
        find_signer(settings)
    made = create_key(locate_key(settings), "example.com/log")
    assert find_signer(settings) == made


def test_a_damaged_key_is_told_without_showing_it(path: Path) -> None:
    create_key(path, "example.com/log")
    secret = path.read_text()
    path.write_text(secret.replace("example", "exemple"))

    with pytest.raises(InvalidInput, match="the key's id is not that") as told:
        read_signer(path)
    # The base64 may hold plus signs of its own.
    assert secret.split("+", 4)[-1].strip() not in str(told.value)


def test_a_trusted_key_may_be_given_in_each_of_its_forms(path: Path) -> None:
    verifier = create_key(path, "example.com/log").verifier
    line, file = str(verifier), minisign.format_public_key(verifier)
    (path.parent / "log.pub").write_text(f"{line}\n")

    assert read_verifier(line) == verifier
    assert read_verifier(str(path.parent / "log.pub")) == verifier
    assert read_verifier(file) == Verifier("", verifier.public)
    assert read_verifier(file.splitlines()[1]) == Verifier("", verifier.public)
    with pytest.raises(InvalidInput, match="neither a verifier line"):
        read_verifier("my key")
