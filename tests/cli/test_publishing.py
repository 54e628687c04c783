"""`answerable publish`: what it says, and how it ends."""

from pathlib import Path

import pytest

from publish.releases.atomic_files import take_turn
from registry import REGISTRAR, Registry, Settings, make_redaction, record
from registry.acts import Corrected
from tests.cli.ended import Command
from tests.registry.world import setting, tell
from tests.support.packages import GROUND, write_package
from tests.support.publishing import publish_unaudited

TAKEN = {"fields": "name", "reason": "Private", "source": "S"}


def test_packages_are_published_once(answerable: Command, tmp_path: Path) -> None:
    answerable("import", write_package(tmp_path / "p", GROUND))

    first = answerable("publish", "--to", tmp_path / "out", "--json")
    second = answerable("publish", "--to", tmp_path / "out")

    assert first.code == 0
    assert first.json == {
        "folder": str(tmp_path / "out"),
        "entry": 7,
        "packages": [
            {
                "dataset": "registry",
                "release": "1.0.0",
                "previous": None,
                "why": "the first release",
                "title": "Fictional: Answerable: the whole registry",
                "rows": 15,
                "state": "new",
                "signedBy": None,
            }
        ],
        "withdrawn": [],
    }
    assert (tmp_path / "out/registry/latest/datapackage.json").is_file()
    assert [line.split() for line in second.out.splitlines()] == [
        ["package", "release", "rows"],
        ["registry", "1.0.0", "15", "unchanged"],
        [],
        ["The", "latest", "releases", "are", "in", f"{tmp_path}/out."],
    ]


@pytest.fixture
def story(answerable: Command, registry: Registry, tmp_path: Path) -> Command:
    """The command line of a registry of 16 entries that was published, and then changed."""
    with registry.writing() as session:
        record(session, setting(), author=REGISTRAR)
    publish_unaudited(registry, Settings(data_dir=tmp_path / "data"))
    told = {"kind": "targets", "record": "T1", "field": "title", "value": "Fewer burglaries"}
    with registry.writing() as session:
        record(session, [tell(Corrected, reason="Misread", **told)], author=REGISTRAR)
    return answerable


def test_cron_hears_of_what_was_made_in_one_line_and_of_nothing_else(
    story: Command, registry: Registry
) -> None:
    made, again = story("publish", "--if-changed"), story("publish", "--if-changed")

    assert (made.code, made.out, made.err) == (0, "Published registry 1.0.1.\n", "")
    assert (again.code, again.out, again.err) == (0, "", "")
    with registry.writing() as session:
        record(session, [make_redaction(session.connection, 2, **TAKEN)], author=REGISTRAR)
    assert story("publish", "--if-changed").out == (
        "Published registry 1.0.2, negotiations-laa 1.0.1; "
        "withdrew registry 1.0.1, registry 1.0.0, negotiations-laa 1.0.0.\n"
    )


def test_cron_does_not_wait_for_another_run(story: Command, tmp_path: Path) -> None:
    releases = tmp_path / "data/releases"
    with take_turn(releases, on_wait=None):
        ended = story("publish", "--if-changed")

    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"Nothing was done: another run is publishing into {releases}.\n"
    assert not (releases / "registry/1.0.1").exists()


def test_a_withdrawn_release_is_told_with_what_took_its_place(
    story: Command, registry: Registry, tmp_path: Path
) -> None:
    with registry.writing() as session:
        record(session, [make_redaction(session.connection, 2, **TAKEN)], author=REGISTRAR)
    ended = story("publish")

    assert "Withdrew registry 1.0.0: Private; 1.0.1 stands in its place.\n" in ended.out
    assert ended.err.splitlines()[-3:] == [
        "Caches may still hold what was withdrawn. Purge what is below these addresses in every "
        "cache in front of the server (--json lists each file), and deliver again:",
        "  http://127.0.0.1:8000/data/registry/releases/1.0.0/",
        "  http://127.0.0.1:8000/data/negotiations-laa/releases/1.0.0/",
    ]
    verified = story("verify", tmp_path / "data/releases/registry/1.0.0")
    compared = story("diff", "registry@1.0.0", "registry@latest")
    assert (verified.code, compared.code) == (1, 1)
    for said in (verified.err, compared.err):
        assert "release 1.0.0 was withdrawn at 20" in said
        assert said.endswith("Release 1.0.1 took its place\n")


def test_every_file_that_caches_may_still_hold_is_listed(
    story: Command, registry: Registry, tmp_path: Path
) -> None:
    releases, static = tmp_path / "data/releases", tmp_path / "static"
    assert story("deliver", static).err == ""
    folders = [releases / name / "1.0.0" for name in ("negotiations-laa", "registry")]
    held = [
        f"{folder.parent.name}/releases/1.0.0/{path.relative_to(folder)}"
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    with registry.writing() as session:
        record(session, [make_redaction(session.connection, 2, **TAKEN)], author=REGISTRAR)

    withdrawn = story("publish", "--json").json["withdrawn"]
    delivered = story("deliver", static, "--json", "--dry-run")
    told = story("deliver", static)

    assert sorted(address for one in withdrawn for address in one["purge"]) == sorted(
        f"http://127.0.0.1:8000/data/{path}" for path in held
    )
    # The target never had what the publisher's own folders hold beside a release.
    assert set(delivered.json["purge"]) == set(held) - {
        path for path in held if path.endswith("/release.json")
    }
    assert told.err == (
        f"Caches in front of {static} may still hold what was withdrawn: purge these files there.\n"
    )
    assert story("deliver", static).err == ""


def test_two_releases_are_compared_in_sentences_and_as_json(story: Command, tmp_path: Path) -> None:
    story("publish", "--if-changed")
    spoken = story("diff", "registry@1.0.0", "registry@latest")
    folders = [tmp_path / f"data/releases/registry/{one}" for one in ("1.0.0", "1.0.1")]

    assert (spoken.code, spoken.out.splitlines()) == (
        0,
        [
            "registry: 1.0.0 (entry 16) to 1.0.1 (entry 17): no new records: what was there was "
            "corrected, redacted or taken down.",
            "  1 target changed",
            "  title of target T1 was corrected from Target T1 to Fewer burglaries: Misread",
        ],
    )
    told = story("diff", *folders, "--json")
    assert told.out == (folders[1] / "changes.json").read_text()
    assert story("diff", "registry@1.0.0", "registry@7.0.0").code == 1


def test_a_past_release_is_made_again(story: Command, registry: Registry, tmp_path: Path) -> None:
    story("publish", "--if-changed")
    ended = story("publish", "--as-at", 16)

    assert (ended.code, ended.out.splitlines()) == (
        0,
        [
            "registry 1.0.0 (entry 16): the same bytes.",
            "negotiations-laa 1.0.0 (entry 16): the same bytes.",
        ],
    )
    anew = tmp_path / "data/rebuilt/registry/1.0.0/registry.zip"
    assert (
        anew.read_bytes() == (tmp_path / "data/releases/registry/1.0.0/registry.zip").read_bytes()
    )
    with registry.writing() as session:
        record(session, [make_redaction(session.connection, 2, **TAKEN)], author=REGISTRAR)
    lost = story("publish", "--as-at", 16, "--to", tmp_path / "then", "--json")
    assert lost.code == 1
    assert [(one["dataset"], one["same"]) for one in lost.json["packages"]] == [
        ("registry", False),
        ("negotiations-laa", False),
    ]
    assert "regions.csv" in lost.json["packages"][0]["differing"]
    assert lost.json["packages"][0]["why"].endswith("were taken off the record since (entry 18)")


def test_what_cannot_be_made_again_is_told(story: Command) -> None:
    assert story("publish", "--as-at", 15).code == 1
    assert story("publish", "--as-at", 0).code == 2
    assert story("publish", "--as-at", 16, "--if-changed").code == 2
    assert story("publish", "--releases", "x").code == 2


def test_a_published_package_comes_in_again(answerable: Command, tmp_path: Path) -> None:
    answerable("import", write_package(tmp_path / "p", GROUND))
    answerable("publish")

    for form in ("", "datapackage.json", "registry.zip"):
        ended = answerable("import", tmp_path / "data/releases/registry/latest" / form)
        assert (ended.code, ended.out.splitlines()[-1]) == (
            0,
            "Recorded 0 new acts; 7 were on record already.",
        )
