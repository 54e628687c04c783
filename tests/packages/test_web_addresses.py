"""A source has an address on the web or none: other schemes are refused with their place."""

from pathlib import Path

import pytest

from ingest.packages import NotImported, import_packages
from registry import REGISTRAR, Refused, Registry, record
from registry.acts import Corrected, SourceCited
from registry.ledger import read_position
from registry.vocabulary import Standing
from tests.support.packages import write_package

NOWHERE = [
    "javascript:alert(5)",
    "JavaScript:alert(5)",
    " https://council.example/",
    "data:text/html,<script>alert(5)</script>",
    "vbscript:msgbox(5)",
    "file:///etc/passwd",
    "ftp://council.example/paper.pdf",
    "mailto:clerk@council.example",
    "//council.example/paper.pdf",
    "www.council.example/paper.pdf",
    "https:council.example",
    "https://",
    "https:///paper.pdf",
    "https://council.example/a paper.pdf",
    'https://council.example/"onmouseover="alert(5)',
    "https://council.example/<script>",
    "https://council.example\\paper.pdf",
    "see the council's site",
]
ADDRESSES = [
    "https://council.example",
    "HTTP://council.example:8080/ieDecisionDetails.aspx?Id=1195&Opt=1#page=3",
    "https://council.example/A=1&DF=04%2F02%2F2004&F=embed%2418PSA.htm",
    "https://cyngor.example/adroddiad/cyfarfod-ŵyl.pdf",
    "https://[2001:db8::1]/paper.pdf",
    "https://council.example/sites/Paper.aspx?ID={3F2504E0}",
]
REMEDY = "Write an address that begins with https:// or http://, without blanks, or leave it empty"


def count_entries(registry: Registry) -> int:
    with registry.reading() as session:
        return read_position(session.connection).number


def cite(url: str) -> SourceCited:
    return SourceCited(reference="S", standing=Standing.FICTIONAL, title="A story", url=url)


@pytest.mark.parametrize("url", NOWHERE)
def test_another_scheme_is_refused_with_its_place(
    registry: Registry, tmp_path: Path, url: str
) -> None:
    cell = url.replace('"', '""')
    sources = f'reference,standing,title,url\nS,FICTIONAL,A story,"{cell}"\n'
    package = write_package(tmp_path / "p", {"sources": sources})

    with pytest.raises(NotImported) as refused:
        import_packages(registry, [package])

    (problem,) = refused.value.problems
    assert (problem.file, problem.row, problem.column, problem.value) == (
        str(package / "sources.csv"),
        2,
        "url",
        url,
    )
    assert problem.message == "url is no address of a page or file on the web"
    assert problem.remedy == REMEDY
    assert count_entries(registry) == 0


def test_addresses_on_the_web_go_in(registry: Registry) -> None:
    for url in ADDRESSES:
        with registry.writing() as session:
            source = SourceCited(
                reference=f"S{len(url)}", standing=Standing.FICTIONAL, title="A story", url=url
            )
            record(session, [source], author=REGISTRAR)

    assert count_entries(registry) == len(ADDRESSES)


def test_no_correction_brings_one_in(registry: Registry) -> None:
    with registry.writing() as session:
        record(session, [cite("https://council.example/")], author=REGISTRAR)
    mend = Corrected(
        kind="sources",
        record="S",
        field="url",
        value="javascript:alert(5)",
        reason="moved",
        source="S",
        standing=Standing.FICTIONAL,
    )

    with registry.writing() as session, pytest.raises(Refused) as refused:
        record(session, [mend], author=REGISTRAR)

    assert [each.field for each in refused.value.refusals] == ["value"]
    assert count_entries(registry) == 1
