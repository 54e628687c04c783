"""Every sample package is of the import form, and every row of it reads as its act."""

from collections import Counter

import pytest

from registry.acts import ACTS, fields_of
from registry.vocabulary import Standing
from tests.samples.packages import FOLDER, IN_ORDER, all_told, descriptor, rows, told
from tests.support.house import ROOT

each_package = pytest.mark.parametrize("package", IN_ORDER)


def test_these_packages_and_no_others_are_shipped() -> None:
    shipped = {path.parent.name for path in FOLDER.glob("*/datapackage.json")}
    assert shipped == set(IN_ORDER)


@each_package
def test_the_descriptor_lists_the_files_in_the_order_of_the_acts(package: str) -> None:
    listed = descriptor(package)["resources"]
    names = [resource["name"] for resource in listed]
    assert names == [kind for kind in ACTS if kind in names]
    files = {path.name for path in (FOLDER / package).iterdir()}
    assert {resource["path"] for resource in listed} | {"datapackage.json"} == files
    assert all(
        resource
        == {
            "name": resource["name"],
            "path": f"{resource['name']}.csv",
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
        }
        for resource in listed
    )


@each_package
def test_the_descriptor_names_licence_and_sources(package: str) -> None:
    described = descriptor(package)
    assert described["name"] == package
    assert described["title"]
    assert described["description"]
    assert [licence["name"] for licence in described["licenses"]] == ["OGL-UK-3.0"]
    titles = {source["title"] for source in described["sources"]}
    assert titles >= {row["title"] for row in rows(package, "sources")}


@each_package
def test_files_are_plain_utf_8_with_crlf_and_no_column_is_unknown_or_empty(package: str) -> None:
    for path in (FOLDER / package).glob("*.csv"):
        text = path.read_bytes()
        assert not text.startswith(b"\xef\xbb\xbf"), path
        assert text.count(b"\n") == text.count(b"\r\n") > 1, path
        table = rows(package, path.stem)
        assert table[0].keys() <= {field.name for field in fields_of(ACTS[path.stem])}, path
        for column in table[0]:
            assert any(row[column] for row in table), f"{path}: {column} is empty"


@each_package
def test_every_row_reads_as_its_act_and_names_its_source(package: str) -> None:
    acts = told(package)
    assert len(acts) == sum(len(rows(package, kind)) for kind in ACTS)
    assert all(getattr(it.act, "source", None) for it in acts if it.act.KIND != "sources")


def test_no_reference_is_used_twice_in_a_kind() -> None:
    used = Counter((it.act.KIND, it.act.reference) for it in all_told())
    assert {key for key, times in used.items() if times > 1} == set()


def test_every_reference_names_a_record_of_an_earlier_kind_or_package() -> None:
    known: set[tuple[str, str]] = set()
    for package in IN_ORDER:
        known |= {(it.act.KIND, it.act.reference) for it in told(package)}
        missing = [
            (package, it.act.KIND, it.row, field.name, name)
            for it in told(package)
            for field, name in it.act.refers_to()
            if (field.refers, name) not in known
        ]
        assert missing == []


def test_each_story_needs_the_england_package_and_nothing_else() -> None:
    england = {(it.act.KIND, it.act.reference) for it in told("england")}
    for package in IN_ORDER:
        own = {(it.act.KIND, it.act.reference) for it in told(package)}
        for it in told(package):
            for field, name in it.act.refers_to():
                assert (field.refers, name) in own | england, (package, it.row, name)


def test_real_and_fictional_never_refer_to_each_other() -> None:
    world = {(it.act.KIND, it.act.reference): it.act.standing.world for it in all_told()}
    mixed = [
        it
        for it in all_told()
        for field, name in it.act.refers_to()
        if world[field.refers or "", name] != it.act.standing.world
    ]
    assert mixed == []


def test_only_exampleshire_is_fictional_and_its_references_say_so() -> None:
    for it in all_told():
        fictional = it.package == "exampleshire"
        assert (it.act.standing is Standing.FICTIONAL) == fictional
        assert it.act.reference.startswith("EXS-") == fictional
    assert descriptor("exampleshire")["description"].startswith("FICTIONAL")


COUNTS = {
    "england": 1085,
    "area-changes-2009-2023": 298,
    "bath-and-north-east-somerset": 77,
    "london-borough": 48,
    "lancashire": 29,
    "shropshire": 77,
    "section-75-pools": 15,
    "reward-grants": 53,
    "hansard-grants": 77,
    "sustainable-communities-act": 79,
    "laa-2008-2010": 30,
    "herefordshire": 17,
    "lincolnshire": 11,
    "pilots-2004": 22,
    "exampleshire": 319,
}


def test_how_many_records_each_package_holds() -> None:
    assert {package: len(told(package)) for package in IN_ORDER} == COUNTS


@each_package
def test_the_page_counts_each_package_and_says_what_can_be_concluded(package: str) -> None:
    page = (ROOT / "docs/reference/samples.md").read_text(encoding="utf-8")

    assert f"| `{package}` | {len(told(package)):,} | " in page
    said = page.partition(f"### `{package}`\n")[2].partition("\n#")[0]
    assert "Can: " in said or "**Fictional.**" in said
    assert "Cannot: " in said or "**Fictional.**" in said
