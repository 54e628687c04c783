"""A citation names all that it takes to find a record again, and its file proves it alone."""

import json
from typing import Any

import pytest

from publish import RecordCitation, as_bibtex, as_csl, as_json, as_text, cite
from publish.proof import check_citation, is_citation
from registry import Damaged, InvalidInput, Settings
from registry.acts import (
    AgreementRevised,
    GoalSet,
    RevisionConsented,
    SourceCited,
    TargetChanged,
)
from registry.signing import Signer, read_checkpoint
from registry.signing.strict_base64 import encode_base64
from registry.vocabulary import Standing
from tests.proof.releasing import flipped, release
from tests.registry.world import World, lead, tell

DAY = "2008-01-01"


@pytest.fixture
def cited(world: World, settings: Settings, signer: Signer) -> RecordCitation:
    assert signer.name
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))
    return cite(world.registry, settings, "T1", DAY)


def test_a_target_is_cited_with_who_answered_for_it_then(
    cited: RecordCitation, signer: Signer
) -> None:
    proof = check_citation(cited.proof, signer.verifier)
    cells = [entry.cells for entry in proof.entries if entry.cells]

    # The lead of the day began in entry 17; entry 18, which ended its term, is told as well.
    assert [entry.number for entry in proof.entries] == [13, 17, 18]
    assert cells[0]["title"] == "Target T1"
    assert (cells[1]["partner"], cells[1]["from"]) == ("POLICE", "2007-04-01")
    assert (proof.signed_by, proof.trusted) == ("registry.example/log", True)


def test_a_target_is_cited_by_the_words_that_it_had_on_the_day(
    world: World, settings: Settings
) -> None:
    revised = {"reference": "REV", "agreement": "LAA", "title": "Refresh", "on": "2008-04-01"}
    world.record(
        tell(AgreementRevised, **revised),
        tell(RevisionConsented, revision="REV", partner="COUNCIL"),
        tell(TargetChanged, target="T1", revision="REV", field="title", value="Fewer burglaries"),
    )

    titles = [cite(world.registry, settings, "T1", day).title for day in (DAY, "2008-04-01")]

    assert titles == ["Target T1", "Fewer burglaries"]


def test_it_says_where_to_find_it_again(cited: RecordCitation) -> None:
    root = encode_base64(read_checkpoint(cited.checkpoint).checkpoint.root)

    assert as_text(cited) == (
        "[FICTIONAL] The fictional file. Recorded as “Target T1” (T1), as of 2008-01-01. "
        "Answerable: public registry of local targets, entries 13, 17, 18, not released yet, "
        "checkpoint registry.example/log 18 "
        f"{root}. https://registry.example/targets/T1"
    )
    assert as_bibtex(cited).startswith(
        "@misc{answerable-targets-t1-2008-01-01,\n  title = {{[FICTIONAL] The fictional file}},\n"
    )
    csl = as_csl(cited)
    assert (csl["type"], csl["number"]) == ("dataset", "13, 17, 18")
    assert csl["issued"] == {"date-parts": [[2026, 1, 1]]}
    assert "version" not in csl


def test_the_source_comes_first_with_its_date_and_place(world: World, settings: Settings) -> None:
    how = {"standing": Standing.RESTATED, "source": "PAPER"}
    world.record(
        tell(
            SourceCited,
            reference="PAPER",
            title="Requests to government",
            publisher="B&NES Council",
            published_on="2003-01-24",
            url="https://council.example/paper",
            standing=Standing.RESTATED,
        ),
        tell(GoalSet, reference="G", code="PSA 1", title="Bus usage", review="SR2004",
             locator="row 2", **how),
    )  # fmt: skip
    paper = cite(world.registry, settings, "goals/G", DAY)

    assert as_text(paper).startswith(
        "Requests to government, B&NES Council, 24 January 2003, row 2. "
        "https://council.example/paper"
    )
    assert ". Restated as “Bus usage” (G), as of 2008-01-01. Answerable: " in as_text(paper)
    bibtex = as_bibtex(paper)
    assert "  author = {{B\\&NES Council}},\n  title = {{Requests to government}},\n" in bibtex
    assert "  year = {2003},\n" in bibtex
    assert "  note = {row 2; Restated as “Bus usage” (G), as of 2008-01-01; entry " in bibtex
    csl = as_csl(paper)
    assert csl["author"] == [{"literal": "B&NES Council"}]
    assert (csl["title"], csl["section"]) == ("Requests to government", "row 2")
    assert csl["issued"] == {"date-parts": [[2003, 1, 24]]}
    assert as_json(paper)["source"]["published_on"] == "2003-01-24"


def test_it_names_the_release_that_holds_it(
    cited: RecordCitation, world: World, settings: Settings
) -> None:
    assert cited.release is None
    folder = release(world.registry, settings)
    again = cite(world.registry, settings, "https://registry.example/targets/T1", DAY)

    assert again.release == folder.name == "1.0.0"
    assert again.checkpoint == (folder / "checkpoint").read_text()
    assert as_csl(again)["version"] == "1.0.0"


def told(cited: RecordCitation, **changes: Any) -> str:
    return json.dumps({**json.loads(cited.proof), **changes})


def test_nothing_in_it_can_be_changed(cited: RecordCitation, signer: Signer) -> None:
    entries = json.loads(cited.proof)["entries"]
    other = entries[0]["payload"].replace("Target T1", "Target T2")
    changed = {
        "its words are not those": [{**entries[0], "payload": other}],
        "it is not in the ledger": [{**entries[0], "proof": entries[1]["proof"]}],
    }
    for message, forged in changed.items():
        with pytest.raises(Damaged, match=message):
            check_citation(told(cited, entries=forged), signer.verifier)
    unsigned = cited.checkpoint.partition("\n\n")[0] + "\n"
    with pytest.raises(Damaged, match="the key did not sign it"):
        check_citation(told(cited, checkpoint=unsigned), signer.verifier)
    with pytest.raises(Damaged, match="it is another key than the one you trust"):
        check_citation(cited.proof, Signer.new("registry.example/log").verifier)


def test_a_changed_byte_changes_nothing_that_is_told(cited: RecordCitation, signer: Signer) -> None:
    # White space and what is only cited may change; what is told as proven may not.
    data, proven = cited.proof.encode(), check_citation(cited.proof, signer.verifier)
    for place in range(len(data)):
        try:
            again = check_citation(flipped(data, place).decode(), signer.verifier)
        except (Damaged, UnicodeDecodeError):
            continue
        assert again == proven


@pytest.mark.parametrize("text", ["", "{", "[]", '{"form": "answerable-citation/1"}', "{}"])
def test_what_is_no_citation_is_told_so(text: str) -> None:
    with pytest.raises(Damaged, match="cannot be read as a citation"):
        check_citation(text)


def test_a_citation_is_known_by_its_form(cited: RecordCitation) -> None:
    assert is_citation(cited.proof)
    assert not is_citation("registry.example/log\n16\n")


def test_what_is_not_on_record_cannot_be_cited(world: World, settings: Settings) -> None:
    with pytest.raises(InvalidInput, match="there is no T9 among the targets on record"):
        cite(world.registry, settings, "T9", DAY)
