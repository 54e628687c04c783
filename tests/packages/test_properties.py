"""Whatever stands in the files: a package is recorded whole, or nothing of it is."""

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.packages import ImportResult, NotImported, import_packages
from registry import Registry
from tests.support.packages import SOURCES, write_package
from tests.support.soak import times
from tests.support.tables import count, everything

HEADER = ("reference", "standing", "source", "name", "kind", "parent", "from", "until")
CELLS = st.tuples(
    st.sampled_from(["P1", "P2", "P3", "P4", "P 5", ""]),
    st.sampled_from(["FICTIONAL", "FICTIONAL", "FICTIONAL", "VERBATIM", "NO"]),
    st.sampled_from(["S", "S", "S", "X"]),
    st.sampled_from(["One", "Another", "Ünï, cödé\n2", '"', "\0", ""]),
    st.sampled_from(["POLICE", "HEALTH", "NO"]),
    st.sampled_from(["", "", "P1", "P2", "P3", "P4"]),
    st.sampled_from(["", "2007-04-01", "1 April"]),
    st.sampled_from(["", "2008-04-01", "2006-04-01"]),
)
ROWS = st.lists(CELLS, min_size=1, max_size=6)


def written(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue()


FEW = settings(
    max_examples=times(400),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def tried(registry: Registry, tables: dict[str, str | bytes]) -> ImportResult | NotImported:
    with TemporaryDirectory() as folder:
        try:
            return import_packages(registry, [write_package(Path(folder) / "p", tables)])
        except NotImported as error:
            return error


@FEW
@given(rows=ROWS)
def test_all_or_nothing(database_url: str, rows: Sequence[Sequence[str]]) -> None:
    with closing(Registry.open(database_url)) as registry:
        tables: dict[str, str | bytes] = {"sources": SOURCES, "partners": written(rows)}
        before = everything(registry)
        outcome = tried(registry, tables)
        if isinstance(outcome, NotImported):
            assert everything(registry) == before
            assert outcome.problems
            assert {problem.row for problem in outcome.problems} <= set(range(2, len(rows) + 2))
        else:
            there = {row[0] for row in before["partners"]}
            assert outcome.new_acts + outcome.repeated_acts == len(rows) + 1
            assert count(registry, "partners") == len(there | {row[0] for row in rows})


@FEW
@given(content=st.binary(max_size=300))
def test_no_bytes_do_any_harm(database_url: str, content: bytes) -> None:
    with closing(Registry.open(database_url)) as registry:
        before = everything(registry)
        outcome = tried(registry, {"sources": content})
        # Every problem can be shown to whoever has to mend it.
        assert isinstance(outcome, ImportResult) or str(outcome).encode()
        assert everything(registry) == before
