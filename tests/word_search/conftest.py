"""A search that looks for one name."""

import io
from pathlib import Path

import pytest

from publish.word_search import read_phrases
from publish.word_search.findings import Findings
from publish.word_search.streams import FileSearch

NAME = "Zoe Zanzibar"


@pytest.fixture
def findings() -> Findings:
    return Findings(read_phrases(io.BytesIO(NAME.encode())))


@pytest.fixture
def files(findings: Findings, tmp_path: Path) -> FileSearch:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return FileSearch(findings, scratch)
