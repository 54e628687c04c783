"""Rows of officers' files become acts as a mapping says, and none of their words is lost."""

from pathlib import Path
from typing import Any

import pytest

from ingest.mappings import MappedImport, import_file, load_mapping, read_mapping
from registry import InvalidInput, Registry
from tests.mappings.files import mapping, write

TARGETS = {
    "act": "targets",
    "reference": "T-{ref|slug}",
    "agreement": "LAA",
    "title": "{title}",
    "baseline": "{baseline}",
}
HEADER = "ref,title,baseline,note\n"


def imported(registry: Registry, path: Path, *rows: dict[str, Any], **more: Any) -> MappedImport:
    return import_file(registry, path, mapping(*rows, **more))


def cells(mapped: MappedImport, kind: str) -> list[dict[str, str]]:
    assert mapped.error is None, str(mapped.error)
    return [act.cells() for row in mapped.plan.rows for act in row.acts if kind == act.KIND]


def problems(mapped: MappedImport) -> list[str]:
    assert mapped.error is not None
    assert mapped.imported is None
    return [f"{one.row} {one.column}: {one.message}" for one in mapped.error.problems]


def test_words_without_a_field_go_to_the_locator(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "1,Fewer fires,tba,Ask the brigade\n")

    [target] = cells(imported(england, path, TARGETS), "targets")

    assert target["locator"] == "row 2; note: Ask the brigade"
    assert target["baseline_stated"] == "tba"
    assert target["baseline_why"] == "The source states no value yet"


def test_a_column_is_left_out_only_where_the_mapping_says_why(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, HEADER + "1,Fewer fires,5,Private\n")

    mapped = imported(england, path, TARGETS, ignore={"note": "it names a person"})

    assert cells(mapped, "targets")[0]["locator"] == "row 2"


def test_words_of_a_row_whose_measure_is_on_record_go_to_its_target(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "code,title,note\nNI 16,Crime,Watch this\n")
    measure = {
        "act": "measures",
        "known": "keep",
        "reference": "{code|slug}",
        "code": "{code}",
        "title": "{title}",
    }
    target = {
        "act": "targets",
        "reference": "T-{code|slug}",
        "agreement": "LAA",
        "title": "{title}",
        "measure": "{code}",
    }

    mapped = imported(england, path, measure, target)

    assert cells(mapped, "measures") == []
    assert cells(mapped, "targets")[0]["locator"] == "row 2; code: NI 16; note: Watch this"
    assert mapped.plan.recorded_before == 1
    assert "is on record with another title" in mapped.plan.rows[0].notes[0]


def test_an_unknown_word_is_reported_and_never_guessed(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, "ask,answer\nMore buses,agreed\nFewer cars,perhaps\n")
    negotiation = {"act": "negotiations", "reference": "N", "title": "The negotiation"}
    proposal = {
        "act": "proposals",
        "reference": "P{n}",
        "negotiation": "N",
        "by": "Coventry City Council",
        "subject": "OTHER",
        "title": "{ask}",
        "text": "{ask}",
    }
    response = {
        "act": "responses",
        "proposal": "P{n}",
        "by": "HMG",
        "outcome": "{answer}",
        "stated": "{answer}",
    }
    words = {"outcome": {"agreed": "AGREED"}}

    refused = imported(england, path, proposal, response, once=[negotiation], words=words)

    assert problems(refused) == ["3 outcome: 'perhaps' is none of its words"]
    words["outcome"]["perh..."] = "UNDER_CONSIDERATION"
    mapped = imported(england, path, proposal, response, once=[negotiation], words=words)
    assert [row["outcome"] for row in cells(mapped, "responses")] == [
        "AGREED",
        "UNDER_CONSIDERATION",
    ]


def test_an_unknown_council_is_reported_with_what_to_do(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, "council,grant\nNowhere,£5\nNewcastle,£6\n")
    stream = {"act": "streams", "reference": "S", "title": "A grant"}
    grant = {
        "act": "grants",
        "stream": "S",
        "area": "{council}",
        "financial_year": "2008/09",
        "amount": "{grant}",
    }

    mapped = imported(england, path, grant, once=[stream])

    assert problems(mapped) == [
        "2 area: no areas on record go by 'Nowhere'",
        "3 area: no areas on record go by 'Newcastle'",
    ]
    assert mapped.error is not None
    assert "[names.areas]" in mapped.error.problems[0].remedy


def test_an_unknown_council_is_recorded_where_the_mapping_says_so(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "council,ask\nNowhere Council,Buses\nBexley,Trams\nNowhere,Bikes\n")
    negotiation = {"act": "negotiations", "reference": "N", "title": "The negotiation"}
    council = {
        "act": "partners",
        "unless_known": "{council}",
        "reference": "NEW-{council|slug}",
        "name": "{council}",
        "kind": "COUNCIL",
    }
    proposal = {
        "act": "proposals",
        "reference": "P{n}",
        "negotiation": "N",
        "by": "{council}",
        "subject": "OTHER",
        "title": "{ask}",
        "text": "{ask}",
    }

    mapped = imported(england, path, council, proposal, once=[negotiation])

    assert [row["reference"] for row in cells(mapped, "partners")] == ["NEW-Nowhere-Council"]
    assert [row["by"] for row in cells(mapped, "proposals")] == [
        "NEW-Nowhere-Council",
        "GB-LAE-BEX",
        "NEW-Nowhere-Council",
    ]


def test_rows_of_one_group_make_one_act_and_each_keeps_its_words(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "theme,ref,title\nSafer,1,Fires\n,2,Floods\nGreener,3,Parks\n")
    block = {
        "act": "agreement_blocks",
        "once_per": "{theme}",
        "agreement": "LAA",
        "title": "{theme}",
    }
    target = {key: TARGETS[key] for key in ("act", "reference", "agreement", "title")}

    mapped = imported(
        england, path, block, {**target, "block": "{theme}"}, file={"fill_down": "theme"}
    )

    assert [row["title"] for row in cells(mapped, "agreement_blocks")] == ["Safer", "Greener"]
    assert [row["block"] for row in cells(mapped, "targets")] == ["Safer", "Safer", "Greener"]


def test_columns_of_years_make_an_act_each(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, "ref,title,baseline,y1,y2\n1,Fires,5,4,tba\n")
    aims = {
        "act": "milestones",
        "each": {"columns": {"y1": "2008-09", "y2": "2009-10"}},
        "target": "T-{ref}",
        "period": "{label}",
        "aim": "{each}",
    }

    rows = cells(imported(england, path, TARGETS, aims), "milestones")

    assert [(row["period"], row["aim_stated"], row.get("aim_number")) for row in rows] == [
        ("2008-09", "4", "4"),
        ("2009-10", "tba", None),
    ]


def test_nothing_is_recorded_where_one_row_is_wrong(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "1,Fewer fires,5,\n2,,6,\n")

    assert problems(imported(england, path, TARGETS)) == ["3 title: title is missing"]
    fine = imported(england, write(tmp_path, HEADER + "1,Fewer fires,5,\n"), TARGETS)
    assert fine.imported is not None
    assert {kind.kind: kind.repeated for kind in fine.imported.kinds}["agreements"] == 0


def test_a_dry_run_keeps_nothing(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "1,Fewer fires,5,\n")

    for _ in range(2):
        mapped = import_file(england, path, mapping(TARGETS), dry_run=True)

        assert mapped.imported is not None
        assert mapped.imported.new_acts == 3


def test_two_rows_of_one_reference_are_told(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "1,Fewer fires,5,\n1,More fires,5,\n")

    [told] = problems(imported(england, path, TARGETS, known="keep"))

    assert told.startswith("3 reference: targets T-1 is on record already and says otherwise")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({}, "row: no row becomes anything"),
        ({"rows": []}, "rows: there is no such key"),
        ({"row": [{"act": "target"}]}, "row[1].act: it is not one of its words"),
        ({"row": [{"act": "streams", "reference": "S"}]}, "row[1].title: streams cannot do"),
        ({"row": [{**TARGETS, "titel": "x"}]}, "row[1].titel: targets have no such field"),
        ({"row": [{**TARGETS, "title": "{title"}]}, "row[1].title: a brace is not closed"),
        ({"row": [{**TARGETS, "title": "{title|up}"}]}, "row[1].title: there is no filter 'up'"),
        ({"row": [{**TARGETS, "title": "settle"}]}, "row[1].title: it is still to be settled"),
        ({"row": [TARGETS], "file": {"header": "one"}}, "file.header: file.header is not a whole"),
        ({"row": [TARGETS], "file": {"encoding": "ebcdic"}}, "file.encoding: it is not one of"),
        ({"row": [TARGETS], "known": "perhaps"}, "known: it is not one of its words"),
        ({"row": [{**TARGETS, "when": {"is": "x"}}]}, "row[1].when.column: the key is missing"),
    ],
)
def test_a_wrong_mapping_says_where_and_what(raw: dict[str, Any], told: str) -> None:
    given = {"source": [{"reference": "S", "title": "A paper"}], **raw}
    with pytest.raises(InvalidInput) as caught:
        read_mapping(given)

    found = [f"{one.column}: {one.message}" for one in caught.value.problems]
    assert [one for one in found if one.startswith(told)], found


def test_a_mapping_that_is_no_toml_says_its_line(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text("[[row]]\nact = targets\n")

    with pytest.raises(InvalidInput, match=r"it is not TOML: .* line 2"):
        load_mapping(path)


def test_a_column_that_is_not_there_is_told_with_those_that_are(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "ref,titel,baseline\n1,Fires,2\n")

    [told] = problems(imported(england, path, TARGETS))

    assert told == "None title: row[1].title names a column that the file does not have"


def test_a_long_file_tells_how_far_it_has_come(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "".join(f"{n},Fires {n},1,\n" for n in range(600)))
    heard: list[tuple[int, int]] = []

    mapped = import_file(
        england,
        path,
        mapping(TARGETS),
        dry_run=True,
        progress=lambda now: heard.append((now.read, now.total)),
    )

    assert mapped.error is None
    acts = sum(len(row.acts) for row in (mapped.plan.once, *mapped.plan.rows))
    assert heard == [(500, acts), (acts, acts)]
