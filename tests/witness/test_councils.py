"""Two registers witness each other: what both publish, and what becomes of one that forks."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish import cite, rebuild, releases_folder
from publish.proof import check_citation, check_release
from registry import Damaged, Settings
from registry.acts import RegionNamed
from registry.checkpoints import add_witness, read_answers, read_newest_checkpoint, sign_now
from registry.signing import (
    TrustPolicy,
    create_key,
    locate_key,
    parse_policy,
    read_key,
    read_signer,
)
from registry.signing.cosignatures import WitnessSigner
from registry.witnessing import Witness
from tests.proof.releasing import release
from tests.registry.world import World, setting, tell
from tests.support.databases import SqliteDatabases
from tests.support.witnessing import serve_witness

NAMES = ("leeds", "york")


@dataclass
class Council:
    """A register with a key, and a witness of its own."""

    name: str
    settings: Settings
    world: World
    witness: Witness

    @classmethod
    def make(cls, name: str, folder: Path, databases: SqliteDatabases) -> "Council":
        folder.mkdir()
        url = databases.fresh(folder)
        settings = Settings(
            data_dir=folder / "data", database_url=url, base_url=f"https://{name}.example"
        )
        create_key(locate_key(settings), f"{name}.example/log")
        world = World(url)
        world.record(*setting())
        return cls(name, settings, world, Witness.open(settings))

    def know(self, other: "Council", address: str) -> None:
        """Cosign what another council signs, and let it cosign what this one signs."""
        with self.witness.state.writing() as memory:
            memory.add_key(read_signer(locate_key(other.settings)).verifier)
        add_witness(self.settings, other.name, str(other.witness.key), address)


@pytest.fixture
def councils(tmp_path: Path, sqlite_databases: SqliteDatabases) -> Iterator[dict[str, Council]]:
    with ExitStack() as stack:
        made = {}
        for name in NAMES:
            made[name] = Council.make(name, tmp_path / name, sqlite_databases)
            stack.enter_context(closing(made[name].world.registry))
        leeds, york = made.values()
        addresses = [stack.enter_context(serve_witness(one.settings)) for one in (leeds, york)]
        leeds.know(york, addresses[1])
        york.know(leeds, addresses[0])
        yield made


def policy_of(of: Council, by: Council) -> TrustPolicy:
    """What a reader asks of one council's log: that the other cosigned it."""
    log = read_signer(locate_key(of.settings)).verifier
    text = f"log {log}\nwitness {by.name} {by.witness.key}\nquorum {by.name}\n"
    return parse_policy(text.encode(), "councils.policy")


def fork_of(council: Council, folder: Path, databases: SqliteDatabases) -> Council:
    """The same key, the same witnesses, and another history."""
    fork = Council.make(council.name, folder, databases)
    for suffix in ("", ".witnesses"):
        key = locate_key(council.settings)
        copy = locate_key(fork.settings).with_name(f"{key.name}{suffix}")
        copy.write_text(key.with_name(f"{key.name}{suffix}").read_text())
    return fork


def test_what_both_publish_is_proven_with_the_cosignature_of_the_other(
    councils: dict[str, Council],
) -> None:
    leeds, york = councils.values()
    for mine, other in ((leeds, york), (york, leeds)):
        folder = release(mine.world.registry, mine.settings)
        proof = check_release(folder, policy=policy_of(mine, other))

        assert (proof.signed_by, list(proof.cosigned)) == (f"{mine.name}.example/log", [other.name])
        assert (folder / "checkpoint").read_text() == read_newest_checkpoint(mine.settings)
        cited = cite(mine.world.registry, mine.settings, "T1", "2008-01-01")
        assert list(check_citation(cited.proof, policy=policy_of(mine, other)).cosigned) == [
            other.name
        ]
        with pytest.raises(Damaged, match="which the policy does not name"):
            check_release(folder, policy=policy_of(other, mine))


def test_a_forked_log_is_refused_by_the_witness_and_found_out_by_verify(
    councils: dict[str, Council], tmp_path: Path, sqlite_databases: SqliteDatabases
) -> None:
    leeds, york = councils.values()
    true = release(leeds.world.registry, leeds.settings)
    fork = fork_of(leeds, tmp_path / "fork", sqlite_databases)

    with closing(fork.world.registry):
        # Who has the key can sign it. Salts are random, so that it has another root.
        forged = release(fork.world.registry, fork.settings)

    answer = read_answers(fork.settings)[str(york.witness.key)]
    key = read_signer(locate_key(leeds.settings)).verifier
    assert (answer.conflict, answer.problem) == (
        True,
        "it has cosigned another history of this log (another root was cosigned at the size 16)",
    )
    assert check_release(forged, key).checkpoint.size == 16
    with pytest.raises(Damaged, match="the quorum 'york' of the policy is not reached"):
        check_release(forged, policy=policy_of(leeds, york))
    with pytest.raises(Damaged, match="the ledger up to there is not what it was"):
        check_release(forged, key, since=true / "checkpoint")
    with york.witness.state.writing() as memory:
        evidence = [one.checkpoint for log in memory.list_logs() for one in log.conflicts]
    assert evidence == [(forged / "checkpoint").read_text()]


def test_cosignatures_are_carried_from_the_log_into_releases_while_the_witness_is_down(
    councils: dict[str, Council],
) -> None:
    leeds, york = councils.values()
    sign_now(leeds.world.registry, leeds.settings)
    york.witness.state.path.rename(york.witness.state.path.with_suffix(".away"))

    folder = release(leeds.world.registry, leeds.settings)

    assert list(check_release(folder, policy=policy_of(leeds, york)).cosigned) == ["york"]


def test_keys_of_witness_and_log_are_two(councils: dict[str, Council]) -> None:
    for one in councils.values():
        path = one.settings.data_dir / "witness/witness.key"
        log = read_signer(locate_key(one.settings))

        assert read_key(path, WitnessSigner).seed != log.seed


def test_a_cosigned_release_is_made_again_byte_for_byte(
    councils: dict[str, Council], tmp_path: Path
) -> None:
    leeds, york = councils.values()
    first = release(leeds.world.registry, leeds.settings)
    leeds.world.record(tell(RegionNamed, reference="R2", name="The South"))
    second = release(leeds.world.registry, leeds.settings)

    york.witness.state.path.rename(york.witness.state.path.with_suffix(".away"))

    history = releases_folder(leeds.settings.data_dir)
    made = rebuild(leeds.world.registry, leeds.settings, 16, tmp_path / "again", history)

    assert {one.differing for one in made} == {()}
    again = tmp_path / "again/registry" / first.name
    assert list(check_release(again, policy=policy_of(leeds, york)).cosigned) == ["york"]
    assert check_release(second, since=first, policy=policy_of(leeds, york)).since is not None
