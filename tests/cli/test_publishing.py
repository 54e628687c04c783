"""`answerable publish`: what it says, and how it ends."""

from pathlib import Path

from tests.cli.ended import Command
from tests.support.packages import GROUND, write_package


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
                "title": "Fictional: Answerable: the whole registry",
                "rows": 14,
                "state": "new",
                "signedBy": None,
            }
        ],
    }
    assert (tmp_path / "out/registry/latest/datapackage.json").is_file()
    assert [line.split() for line in second.out.splitlines()] == [
        ["package", "release", "rows"],
        ["registry", "1.0.0", "14", "unchanged"],
        [],
        ["The", "latest", "releases", "are", "in", f"{tmp_path}/out."],
    ]


def test_a_published_package_comes_in_again(answerable: Command, tmp_path: Path) -> None:
    answerable("import", write_package(tmp_path / "p", GROUND))
    answerable("publish")

    for form in ("", "datapackage.json", "registry.zip"):
        ended = answerable("import", tmp_path / "data/releases/registry/latest" / form)
        assert (ended.code, ended.out.splitlines()[-1]) == (
            0,
            "Recorded 0 new acts; 7 were on record already.",
        )
