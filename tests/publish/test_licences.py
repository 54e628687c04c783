"""Under which licence data are published is the operator's to say."""

from pathlib import Path

import orjson

from publish import Release
from publish.catalogue import make_catalogue
from registry import Licence, Registry, Settings
from tests.support.publishing import publish_unaudited

OTHER = Licence(
    name="CC-BY-4.0",
    title="Creative Commons Attribution 4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
)
NEGOTIATIONS = "negotiations-exs-laa-2007"


def published(registry: Registry, folder: Path, licence: Licence) -> tuple[Release, ...]:
    settings = Settings(data_dir=folder, licence=licence)
    return publish_unaudited(registry, settings).made


def test_every_file_that_names_the_licence_names_the_one_that_was_chosen(
    on_sqlite: Registry, tmp_path: Path
) -> None:
    published(on_sqlite, tmp_path, OTHER)

    package = tmp_path / "releases" / NEGOTIATIONS / "latest"
    told = orjson.loads((package / "datapackage.json").read_bytes())
    assert told["licenses"] == [{"name": OTHER.name, "path": OTHER.url, "title": OTHER.title}]
    text = (package / "LICENCE.md").read_text(encoding="utf-8")
    assert text.startswith(f"# Licence\n\n{OTHER.title}: {OTHER.url}\n")
    for name in ("LICENCE.md", "README.md", "datapackage.json", "croissant.json"):
        assert "Open Government Licence" not in (package / name).read_text(encoding="utf-8")
    assert orjson.loads((package / "croissant.json").read_bytes())["license"] == OTHER.url


def test_the_catalogue_says_the_same(on_sqlite: Registry, tmp_path: Path) -> None:
    made = published(on_sqlite, tmp_path, OTHER)

    assert make_catalogue(Settings(licence=OTHER), made).licence.uri == OTHER.url


def test_another_licence_is_another_release(on_sqlite: Registry, tmp_path: Path) -> None:
    first = published(on_sqlite, tmp_path, Licence())

    second = published(on_sqlite, tmp_path, OTHER)

    assert [one.version for one in first] == ["1.0.0", "1.0.0"]
    assert [one.version for one in second] == ["1.0.1", "1.0.1"]
    assert published(on_sqlite, tmp_path, OTHER) == ()
