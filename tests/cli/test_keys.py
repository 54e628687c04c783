"""The life of a key on the command line: rotated, revoked, followed by whoever trusts one of them.

Both keys are real. ``old`` is the release that the first key signed, ``new`` that of the second.
"""

import shutil
from pathlib import Path

import pytest

from registry import REGISTRAR, Registry, Settings, record
from registry.acts import RegionNamed
from registry.signing import (
    Checkpoint,
    Revocation,
    Signer,
    Verifier,
    create_key,
    locate_key,
    read_checkpoint,
    read_key_file,
    read_signer,
    sign_checkpoint,
    sign_note,
)
from registry.vocabulary import today
from tests.cli.ended import Command, Ended
from tests.proof.releasing import resign
from tests.registry.world import setting, tell
from tests.support.publishing import publish_unaudited

REASON = "The laptop was stolen"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", base_url="https://registry.example")


@pytest.fixture
def signed(answerable: Command, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line of a registry with a key and 16 entries."""
    monkeypatch.setenv("ANSWERABLE_BASE_URL", "https://registry.example")
    with registry.writing() as session:
        record(session, setting(), author=REGISTRAR)
    assert answerable("key", "new").code == 0
    return answerable


@pytest.fixture
def first(signed: Command, settings: Settings) -> Signer:
    """The key before it is rotated."""
    assert signed("key", "show").code == 0
    return read_signer(locate_key(settings))


def release(registry: Registry, settings: Settings, copy: Path) -> Path:
    """Publish, and copy the newest release of the registry to where nobody knows its publisher."""
    done = publish_unaudited(registry, settings)
    folder = (done.releases / "registry/latest").resolve()
    return shutil.copytree(folder, copy, copy_function=shutil.copyfile)


@pytest.fixture
def old(first: Signer, registry: Registry, settings: Settings, tmp_path: Path) -> Path:
    assert first.name
    return release(registry, settings, tmp_path / "old")


@pytest.fixture
def rotated(old: Path, signed: Command) -> Command:
    assert old.is_dir()
    ended = signed("key", "rotate")
    assert ended.code == 0, ended.err
    return signed


def name_region(registry: Registry, reference: str) -> None:
    with registry.writing() as session:
        record(session, [tell(RegionNamed, reference=reference, name="X")], author=REGISTRAR)


@pytest.fixture
def new(rotated: Command, registry: Registry, settings: Settings, tmp_path: Path) -> Path:
    assert rotated("key", "show").code == 0
    name_region(registry, "N")
    return release(registry, settings, tmp_path / "new")


@pytest.fixture
def second(rotated: Command, settings: Settings) -> Verifier:
    """The public half of the key after the rotation."""
    assert rotated("key", "show").code == 0
    return read_signer(locate_key(settings)).verifier


@pytest.fixture
def stranger(plain: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """The command line on a machine that knows nothing of the registry."""

    def command(*arguments: object) -> Ended:
        with monkeypatch.context() as patched:
            patched.setenv("ANSWERABLE_DATA_DIR", str(tmp_path / "elsewhere"))
            return plain(*arguments)

    return command


def test_a_rotated_key_signs_the_log_and_the_old_secret_is_gone(
    rotated: Command, first: Signer, second: Verifier, settings: Settings
) -> None:
    key, log = locate_key(settings), settings.data_dir / "log"
    current, history = read_key_file((log / "log.keys").read_text())
    (rotation,) = history.list_rotations()

    assert (current, rotation.key, rotation.new) == (second, first.verifier, second)
    assert (f"{rotation.day}", rotation.size) == (today(), 16)
    assert first.secret() not in "".join(path.read_text() for path in key.parent.iterdir())
    assert sorted(path.name for path in key.parent.iterdir()) == [
        "signing.key",
        "signing.key.checkpoint",
        "signing.key.history",
    ]
    assert key.stat().st_mode & 0o777 == 0o600
    assert read_checkpoint((log / "checkpoint").read_text()).list_signers([second]) == [second]
    assert rotated("key", "history").out == (log / "log.keys").read_text()
    assert rotated("verify").code == 0


def test_whoever_trusts_the_old_key_follows_it_to_the_new_release(
    new: Path, first: Signer, second: Verifier, stranger: Command
) -> None:
    ended = stranger("verify", new, "--key", first.verifier)
    told = stranger("verify", new, "--key", first.verifier, "--json").json

    assert ended.code == 0
    assert (
        f"The key {first.verifier.id.hex()} named {second.id.hex()} its successor on {today()}, at "
        "entry 16: both signed that.\n"
    ) in ended.err
    assert [(one["from"], one["to"]) for one in told["rotations"]] == [
        (str(first.verifier), str(second))
    ]


def test_whoever_trusts_the_new_key_needs_its_history_for_the_old_release(
    old: Path, new: Path, second: Verifier, stranger: Command, signed: Command, tmp_path: Path
) -> None:
    trusted = tmp_path / "trusted.keys"
    trusted.write_text(signed("key", "history").out)
    alone = stranger("verify", old, "--key", second)

    assert alone.code == 1
    assert alone.err.endswith("log.pub: it is another key than the one you trust\n")
    assert stranger("verify", old, "--key", trusted).code == 0
    assert stranger("verify", old, "--key", new / "log.keys").code == 0
    assert stranger("verify", old, "--key", new / "log.pub").code == 0
    assert signed("verify", old, "--key", second).code == 0


def test_since_follows_the_rotation(
    old: Path, new: Path, first: Signer, second: Verifier, stranger: Command
) -> None:
    for key in (first.verifier, second):
        for since in (old, old / "registry.zip", old / "checkpoint"):
            ended = stranger("verify", new, "--key", key, "--since", since)
            assert (ended.code, "only grown since entry 16" in ended.out) == (0, True)


def test_a_rotation_that_the_old_key_did_not_sign_is_refused(
    new: Path, first: Signer, tmp_path: Path, stranger: Command
) -> None:
    thief = create_key(tmp_path / "thief.key", first.name)
    text = (new / "log.keys").read_text()
    (rotation,) = read_key_file(text)[1].list_rotations()
    forged = rotation.text().replace(str(rotation.new), str(thief.verifier))
    (new / "log.keys").write_text(f"{thief.verifier}\n\n{sign_note(forged, thief)}")
    told = read_checkpoint((new / "checkpoint").read_text()).checkpoint
    (new / "checkpoint").write_text(sign_checkpoint(told, thief))
    (new / "log.pub").write_text(f"{thief.verifier}\n")
    resign(new, thief)
    ended = stranger("verify", new, "--key", first.verifier)

    assert ended.code == 1
    assert ended.err.endswith(
        f"log.keys: not both keys signed that {first.verifier.id.hex()} names its successor\n"
    )
    (new / "log.keys").unlink()
    resign(new, thief)
    assert stranger("verify", new, "--key", first.verifier).code == 1


def test_a_key_that_named_two_successors_leads_to_neither(
    new: Path, first: Signer, tmp_path: Path, stranger: Command
) -> None:
    thief = create_key(tmp_path / "thief.key", first.name)
    (rotation,) = read_key_file((new / "log.keys").read_text())[1].list_rotations()
    text = rotation.text().replace(str(rotation.new), str(thief.verifier))
    heard = tmp_path / "elsewhere/log/log.keys"
    heard.parent.mkdir(parents=True)
    heard.write_text(f"{thief.verifier}\n\n{sign_note(text, first, thief)}")
    ended = stranger("verify", new, "--key", first.verifier)

    assert ended.code == 1
    assert "named two successors" in ended.err


def test_what_the_old_key_signs_after_its_rotation_does_not_count(
    old: Path, new: Path, first: Signer, second: Verifier, stranger: Command, tmp_path: Path
) -> None:
    later = tmp_path / "checkpoint"
    size = read_checkpoint((new / "checkpoint").read_text()).checkpoint
    later.write_text(sign_checkpoint(size, first))
    ended = stranger("verify", new, "--key", second, "--since", later)
    other = tmp_path / "other"
    other.write_text(sign_checkpoint(Checkpoint(first.name, 16, bytes(32)), first))

    assert old.is_dir()
    assert ended.code == 1
    assert "was followed by another on" in ended.err
    assert "counts up to entry 16" in stranger("verify", new, "--since", other).err


def test_the_old_key_signs_nothing_more_here(
    rotated: Command, first: Signer, settings: Settings
) -> None:
    key, before = locate_key(settings), (settings.data_dir / "log/checkpoint").read_text()
    key.write_text(f"{first.secret()}\n")
    for command in (("sign",), ("publish",), ("key", "rotate")):
        ended = rotated(*command)
        assert (ended.code, "named" in ended.err and "its successor" in ended.err) == (3, True)
    assert (settings.data_dir / "log/checkpoint").read_text() == before


def test_a_rotation_that_was_cut_off_is_taken_up(
    old: Path, first: Signer, signed: Command, settings: Settings
) -> None:
    assert old.is_dir()
    assert signed("key", "rotate").code == 0
    key = locate_key(settings)
    current = key.read_text()
    key.rename(key.with_name("signing.key.new"))
    key.write_text(f"{first.secret()}\n")
    key.chmod(0o600)

    assert signed("key", "rotate").code == 0
    assert key.read_text() == current
    assert len(read_key_file(signed("key", "history").out)[1].statements) == 1


@pytest.fixture
def revoked(
    rotated: Command, first: Signer, registry: Registry, settings: Settings, tmp_path: Path
) -> Path:
    """A release by the second key, which revoked the first from today on."""
    ended = rotated("key", "revoke", "--from", today(), "--reason", REASON)
    assert ended.out == (
        f"Revoked {first.verifier} from {today()}: what it signed beyond entry 0 does not count.\n"
    )
    return release(registry, settings, tmp_path / "revoked")


def test_what_a_revoked_key_signed_from_that_day_on_is_not_trusted(
    revoked: Path, old: Path, second: Verifier, stranger: Command
) -> None:
    for told in (
        stranger("verify", old, "--key", revoked / "log.keys"),
        stranger("verify", revoked, "--key", second, "--since", old),
    ):
        assert told.code == 1
        assert f"was revoked from {today()} ({REASON}) and counts up to entry 0" in told.err
    assert stranger("verify", revoked, "--key", second).code == 0


def test_nor_is_the_successor_that_it_named_on_that_day(
    revoked: Path, old: Path, first: Signer, stranger: Command
) -> None:
    ended = stranger("verify", revoked, "--key", first.verifier)

    assert ended.code == 1
    assert f"and the successor that it named on {today()} does not count" in ended.err
    # Whoever has not heard of the revocation goes on to believe the key.
    assert stranger("verify", old, "--key", first.verifier).code == 0


def test_what_a_revoked_key_signed_before_that_day_is_told_to_be_open_to_doubt(
    old: Path, new: Path, settings: Settings, stranger: Command, tmp_path: Path
) -> None:
    key, place = (
        read_signer(locate_key(settings)),
        read_checkpoint((old / "checkpoint").read_text()),
    )
    (rotation,) = read_key_file((new / "log.keys").read_text())[1].list_rotations()
    said = Revocation(
        key=rotation.key,
        from_day=rotation.day,
        reason=REASON,
        size=16,
        root=place.checkpoint.root,
        day=rotation.day,
    )
    trusted = tmp_path / "trusted.keys"
    trusted.write_text(f"{(new / 'log.keys').read_text()}\n{sign_note(said.text(), key)}")
    ended = stranger("verify", old, "--key", trusted)
    told = stranger("verify", new, "--key", trusted, "--since", old, "--json").json

    assert ended.code == 0
    assert "It counts up to entry 16; whoever has it can make releases that look older" in ended.err
    assert [(one["reason"], one["entry"]) for one in told["revocations"]] == [(REASON, 16)]


def test_a_key_can_revoke_itself_and_signs_nothing_more(
    old: Path, first: Signer, signed: Command, settings: Settings
) -> None:
    before = (settings.data_dir / "log/checkpoint").read_text()
    ended = signed("key", "revoke", "--from", "2026-01-01", "--reason", REASON, "--json")
    told = signed("verify", old, "--key", first.verifier)

    assert ended.json["key"] == str(first.verifier)
    assert (told.code, REASON in told.err) == (1, True)
    for command in (
        ("sign",),
        ("publish",),
        ("key", "rotate"),
        ("key", "revoke", "--from", "2026-01-01", "--reason", REASON),
    ):
        ended = signed(*command)
        assert (ended.code, "was revoked on" in ended.err) == (3, True)
    assert (settings.data_dir / "log/checkpoint").read_text() == before


@pytest.fixture
def replaced(
    old: Path, registry: Registry, signed: Command, settings: Settings, tmp_path: Path
) -> Path:
    """A release by the key that began again after the first revoked itself."""
    assert old.is_dir()
    assert signed("key", "revoke", "--from", today(), "--reason", REASON).code == 0
    assert signed("key", "new", "--after-loss").code == 1
    locate_key(settings).rename(tmp_path / "revoked.key")
    ended = signed("key", "new", "--after-loss")
    assert ended.code == 0, ended.err
    name_region(registry, "N")
    return release(registry, settings, tmp_path / "replaced")


def test_a_key_that_revoked_itself_is_replaced_after_its_file_was_moved_away(
    replaced: Path, old: Path, first: Signer, settings: Settings, stranger: Command
) -> None:
    fresh = read_signer(locate_key(settings)).verifier
    trusting = stranger("verify", replaced, "--key", fresh, "--json")
    comparing = stranger("verify", replaced, "--key", fresh, "--since", old)
    doubting = stranger("verify", replaced, "--key", first.verifier)

    assert trusting.code == 0
    assert [one["new"] for one in trusting.json["restarts"]] == [str(fresh)]
    # The old release is of entries that were recorded on the day of the revocation.
    assert (comparing.code, "counts up to entry 0" in comparing.err) == (1, True)
    assert (doubting.code, "breaks off" in doubting.err) == (1, True)
    assert stranger("verify", replaced, "--key", first.verifier, "--vouched", fresh).code == 0


def test_its_revocation_goes_on_counting(
    replaced: Path, old: Path, signed: Command, settings: Settings, stranger: Command
) -> None:
    assert REASON in stranger("verify", old, "--key", replaced / "log.keys").err
    assert signed("verify").code == 0
    revoked = next(settings.data_dir.parent.glob("revoked.key"))
    revoked.replace(locate_key(settings))
    ended = signed("sign")

    assert (ended.code, "was revoked on" in ended.err) == (3, True)


def test_a_revocation_by_a_stranger_is_refused(
    old: Path, first: Signer, signed: Command, settings: Settings, tmp_path: Path
) -> None:
    assert signed("key", "revoke", "--from", today(), "--reason", REASON).code == 0
    text = (settings.data_dir / "log/log.keys").read_text().split("\n\n")[1]
    thief = create_key(tmp_path / "thief.key", first.name)
    signed_by_thief = sign_note(f"{text}\n", thief)
    trusted = tmp_path / "trusted.keys"
    trusted.write_text(f"{first.verifier}\n\n{signed_by_thief}")
    ended = signed("verify", old, "--key", trusted)

    assert ended.code == 1
    assert "nor a successor signed its revocation" in ended.err


def test_a_wrong_revocation_changes_nothing(rotated: Command, settings: Settings) -> None:
    before = (settings.data_dir / "log/log.keys").read_text()
    wanted = {
        ("--from", "yesterday", "--reason", "x"): 2,
        ("--from", "9999-01-01", "--reason", "x"): 1,
        ("--from", today(), "--reason", "two\nlines"): 1,
        ("--from", today(), "--reason", ""): 1,
        ("--from", today(), "--reason", "x", "00000000"): 1,
    }

    assert {told: rotated("key", "revoke", *told).code for told in wanted} == wanted
    assert (settings.data_dir / "log/log.keys").read_text() == before


def test_a_history_that_was_tampered_with_signs_nothing(
    rotated: Command, settings: Settings
) -> None:
    path = settings.data_dir / "log/log.keys"
    path.write_text(path.read_text().replace("size 16", "size 99"))
    for command in (("sign",), ("verify",), ("key", "rotate")):
        ended = rotated(*command)
        assert (ended.code, str(path) in ended.err) == (1, True)


def test_a_citation_by_the_new_key_is_followed_from_the_old(
    new: Path, first: Signer, rotated: Command, stranger: Command, tmp_path: Path
) -> None:
    file = tmp_path / "t1.json"
    cited = rotated("cite", "T1", "--on", "2008-01-01", "--proof", file)
    ended = stranger("verify", file, "--key", first.verifier)

    assert (new.is_dir(), cited.code, ended.code) == (True, 0, 0)
    assert "its successor on" in ended.err


def test_a_release_that_is_made_again_has_the_statements_of_its_time(
    new: Path, rotated: Command, tmp_path: Path
) -> None:
    assert rotated("key", "revoke", "--from", today(), "--reason", REASON).code == 0
    again = rotated("publish", "--as-at", "17", "--to", tmp_path / "again")

    assert again.code == 0
    made = tmp_path / "again/registry" / "1.1.0"
    assert (made / "SHA256SUMS").read_bytes() == (new / "SHA256SUMS").read_bytes()


@pytest.fixture
def restarted(old: Path, signed: Command, settings: Settings) -> Verifier:
    """The public half of the key that began again after the first was lost."""
    assert old.is_dir()
    locate_key(settings).unlink()
    ended = signed("key", "new", "--after-loss")
    assert ended.code == 0, ended.err
    return read_signer(locate_key(settings)).verifier


@pytest.fixture
def again(restarted: Verifier, registry: Registry, settings: Settings, tmp_path: Path) -> Path:
    """A release by the key that began again."""
    assert restarted.name
    name_region(registry, "N")
    return release(registry, settings, tmp_path / "again")


def test_a_restart_after_a_loss_is_a_break_until_its_keeper_vouches(
    again: Path, old: Path, first: Signer, restarted: Verifier, stranger: Command
) -> None:
    said = f"the history of keys breaks off: the key {first.verifier.id.hex()} was lost, says "
    for options in (("--key", first.verifier), ("--since", old), ("--since", old / "checkpoint")):
        ended = stranger("verify", again, *options)
        assert (ended.code, said in ended.err) == (1, True)
        assert f"add --vouched {restarted}" in ended.err
        vouched = stranger("verify", again, *options, "--vouched", restarted)
        assert (vouched.code, "The history of keys breaks off: " in vouched.err) == (0, True)
    assert stranger("verify", again, "--key", restarted, "--since", old).code == 0


def test_every_release_after_a_restart_says_so(
    again: Path, first: Signer, restarted: Verifier, signed: Command, stranger: Command
) -> None:
    told = stranger("verify", again, "--json").json

    assert [(one["lost"], one["new"], one["entry"]) for one in told["restarts"]] == [
        (str(first.verifier), str(restarted), 16)
    ]
    assert "which began again on" in stranger("verify", again, "--key", restarted).err
    assert signed("verify").code == 0


def test_vouching_for_another_key_leaves_the_break(
    again: Path, first: Signer, tmp_path: Path, stranger: Command
) -> None:
    other = create_key(tmp_path / "other.key", first.name).verifier
    ended = stranger("verify", again, "--key", first.verifier, "--vouched", other)

    assert (ended.code, "breaks off" in ended.err) == (1, True)


def test_a_lost_key_that_is_found_again_counts_up_to_its_loss(
    again: Path, first: Signer, restarted: Verifier, stranger: Command, tmp_path: Path
) -> None:
    later = tmp_path / "later"
    newest = read_checkpoint((again / "checkpoint").read_text()).checkpoint
    later.write_text(sign_checkpoint(newest, first))
    ended = stranger("verify", again, "--key", restarted, "--since", later)

    assert (ended.code, "counts up to entry 16" in ended.err) == (1, True)


def test_nor_does_it_sign_here(
    restarted: Verifier, first: Signer, signed: Command, settings: Settings
) -> None:
    locate_key(settings).write_text(f"{first.secret()}\n")
    ended = signed("sign")

    assert (ended.code, restarted.id.hex() in ended.err) == (3, True)


def test_a_restart_needs_something_signed_and_no_key(signed: Command, settings: Settings) -> None:
    assert signed("key", "new", "--after-loss").code == 1
    locate_key(settings).unlink()
    ended = signed("key", "new", "--after-loss")

    assert (ended.code, "no key signed anything here before" in ended.err) == (1, True)
    assert not locate_key(settings).exists()
