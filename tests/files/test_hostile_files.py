"""Broken files, hundreds of them: a clear message each, and the registry stays as it was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from ingest.mappings import Mapping, import_file, read_mapping
from registry import InvalidInput, Problem, Registry
from tests.files import broken
from tests.files.broken import NOISE, Broken

MAPPING = {
    "source": [{"reference": "S", "title": "A story", "standing": "FICTIONAL"}],
    "defaults": {"standing": "FICTIONAL"},
    "row": [
        {
            "act": "measures",
            "reference": "{indicator|slug}",
            "code": "{indicator}",
            "title": "{title}",
        }
    ],
}
GROUPS = (
    broken.empty_files,
    broken.truncated_files,
    broken.damaged_files,
    broken.texts,
    broken.ragged_rows,
    broken.headers,
    broken.other_kinds,
    broken.far_cells,
    broken.bombs,
    broken.unsafe_zips,
)
# What may stand in a message is for people: no names out of the program.
JARGON = ("Traceback", "object at 0x", "Errno", "NoneType", "utf_", "Exception")


@pytest.fixture
def mapping() -> Mapping:
    return read_mapping(MAPPING)


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    opened = Registry.open(sqlite_url)
    yield opened
    opened.close()


def problems_of(registry: Registry, path: Path, mapping: Mapping) -> tuple[Problem, ...]:
    try:
        mapped = import_file(registry, path, mapping)
    except InvalidInput as error:
        return error.problems
    return mapped.error.problems if mapped.error else ()


def content_of(url: str) -> dict[str, bytes]:
    path = Path(url.removeprefix("sqlite:///"))
    return {
        file.name: file.read_bytes()
        for file in path.parent.glob(f"{path.name}*")
        if file.suffix != ".lock" and not file.name.endswith("-shm")
    }


def named(group: Callable[[], Iterator[Broken]]) -> ParameterSet:
    marks = [NOISE.mark] if group is broken.damaged_files else []
    return pytest.param(group, id=group.__name__, marks=marks)


def test_there_are_hundreds_of_them() -> None:
    assert sum(1 for group in GROUPS for _ in group()) >= 200


@pytest.mark.parametrize("group", [named(group) for group in GROUPS])
def test_each_gets_a_clear_message_and_changes_nothing(
    group: Callable[[], Iterator[Broken]],
    registry: Registry,
    mapping: Mapping,
    sqlite_url: str,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    # The first connection alone makes a write-ahead log.
    problems_of(registry, folder / "nothing.csv", mapping)
    with registry.writing():
        pass
    before = content_of(sqlite_url)

    for place, file in enumerate(group()):
        path = folder / f"{place}.{file.suffix}"
        path.write_bytes(file.data)
        problems = problems_of(registry, path, mapping)
        path.unlink()

        assert problems, file.name
        for problem in problems:
            told = str(problem)
            assert told.startswith(str(path)), file.name
            assert problem.message, file.name
            assert problem.remedy, file.name
            assert len(told) < 2_000, file.name
            assert not [word for word in JARGON if word in told], f"{file.name}: {told}"
        assert content_of(sqlite_url) == before, file.name


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        ("csv", broken.csv_bytes()),
        ("csv", broken.csv_bytes("utf-8-sig", "\r\n")),
        ("csv", broken.csv_bytes("cp1252", "\r", ";")),
        ("tsv", broken.csv_bytes("utf-16", "\n", "\t")),
        ("csv", broken.csv_bytes("utf-16-le")),
        ("xlsx", broken.xlsx_bytes()),
        ("ods", broken.ods_bytes()),
        ("csv", broken.xlsx_bytes()),
    ],
)
def test_the_same_file_unbroken_comes_in(
    registry: Registry, mapping: Mapping, tmp_path: Path, suffix: str, data: bytes
) -> None:
    path = tmp_path / f"whole.{suffix}"
    path.write_bytes(data)

    mapped = import_file(registry, path, mapping)

    assert mapped.error is None
    titles = [row.acts[0].cells()["title"] for row in mapped.plan.rows]
    assert titles == [row[1] for row in broken.ROWS]
