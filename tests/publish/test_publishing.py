"""Publishing: the same from both databases, only what changed, never half of anything."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.packages import import_packages
from publish import find_latest, publish
from registry import REGISTRAR, Damaged, Registry, Settings, record
from registry.acts import Corrected, PartnerRecorded, ProposalMade, Redacted, RequestMade
from tests.support.publishing import publish_unaudited

ROOT = Path(__file__).resolve().parents[2]
NEGOTIATIONS = "negotiations-exs-laa-2007"
PRIVATE = {
    "reference": "EXS-P99",
    "negotiation": "EXS-NEGOTIATION-2007",
    "by": "EXS-COUNCIL",
    "title": "For Jane",
    "text": "What Jane asks for",
    "subject": "FREEDOM",
}
PART = {"proposal": "EXS-P99", "number": "1", "text": "One part"}
# When, in which order and under which salts it was recorded is the ledger's own.
LEDGERS_OWN = (
    *("entries.csv", "record_entries.csv", "leaves.csv", "acts.csv", "tree.csv", "checkpoint"),
    *("datapackage.json", "README.md", "changes.json", "registry.zip", "release.json"),
    "SHA256SUMS",
    # The formats that tell of the instant, or hold the entries.
    *("croissant.json", "entries.parquet"),
    *("registry-ndjson.zip", "registry-parquet.zip", "registry.sqlite", "registry.xlsx"),
)
EXS = {"standing": "FICTIONAL", "source": "EXS-SOURCE-NEGOTIATION"}


def digests(folder: Path, *but: str) -> dict[str, str]:
    """The SHA-256 of every file of a release."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name not in but
    }


def whole(releases: Path, dataset: str) -> bool:
    """Whether every file of the latest release is what its release.json says."""
    release = find_latest(releases, dataset)
    assert release is not None
    told = {file.path: file.sha256 for file in release.files}
    return digests(releases / dataset / "latest", "release.json") == told


def another_request(registry: Registry) -> None:
    """Record something that belongs to the negotiations."""
    cells = {**EXS, "proposal": "EXS-P10", "number": "99", "text": "Another thing"}
    with registry.writing() as session:
        record(session, [RequestMade.read(cells)], author=REGISTRAR)


def test_both_databases_publish_the_same_bytes(
    registry: Registry, releases: Path, tmp_path: Path
) -> None:
    done = publish_unaudited(registry, Settings(data_dir=tmp_path))

    assert {release.dataset for release in done.made} == {"registry", NEGOTIATIONS}
    for dataset in ("registry", NEGOTIATIONS):
        zipped = f"{dataset}.zip"
        assert digests(done.releases / dataset / "latest", zipped, *LEDGERS_OWN) == digests(
            releases / dataset / "latest", zipped, *LEDGERS_OWN
        )


def test_the_same_record_gives_the_same_bytes_again(on_sqlite: Registry, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    first = publish_unaudited(on_sqlite, settings)
    second = publish_unaudited(on_sqlite, settings, tmp_path / "elsewhere")

    for dataset in ("registry", NEGOTIATIONS):
        assert digests(first.releases / dataset / "latest") == digests(
            second.releases / dataset / "latest"
        )


def test_a_published_registry_comes_back_as_the_same_bytes(
    releases: Path, database_url: str, tmp_path: Path
) -> None:
    other = Registry.open(database_url)
    import_packages(other, [(releases / "registry/latest").resolve()])
    done = publish_unaudited(other, Settings(data_dir=tmp_path))
    other.close()

    assert digests(done.releases / "registry/latest", *LEDGERS_OWN) == digests(
        releases / "registry/latest", *LEDGERS_OWN
    )


def test_what_was_corrected_and_redacted_comes_back_as_it_stands(
    on_sqlite: Registry, postgres_url: str, tmp_path: Path
) -> None:
    mended = {"kind": "targets", "record": "EXS-T1", "field": "until", "value": "2011-04-01"}
    with on_sqlite.writing() as session:
        [entry] = record(
            session,
            [ProposalMade.read({**EXS, **PRIVATE}), RequestMade.read({**EXS, **PART})],
            author=REGISTRAR,
        ).entries[:1]
        record(session, [Corrected.read({**EXS, **mended, "reason": "Misread"})], author=REGISTRAR)
        told = {"kind": "proposals", "record": "EXS-P99", "redacts": str(entry)}
        taken = {**EXS, **told, "fields": "text title", "reason": "Names a person"}
        record(session, [Redacted.read(taken)], author=REGISTRAR)
    first = publish_unaudited(on_sqlite, Settings(data_dir=tmp_path / "first"))
    other = Registry.open(postgres_url)
    import_packages(other, [first.releases / "registry/latest/registry.zip"])
    second = publish_unaudited(other, Settings(data_dir=tmp_path / "second"))
    other.close()

    proposals = (first.releases / "registry/latest/proposals.csv").read_text(encoding="utf-8")
    assert "[redacted],[redacted],FREEDOM" in proposals
    assert "Jane" not in proposals
    ledgers_own = (*LEDGERS_OWN, "redactions.csv", "corrections.csv")
    assert digests(first.releases / "registry/latest", *ledgers_own) == digests(
        second.releases / "registry/latest", *ledgers_own
    )


def test_what_did_not_change_is_not_written_again(on_sqlite: Registry, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    first = publish_unaudited(on_sqlite, settings)
    untouched = {path: path.stat().st_mtime_ns for path in first.releases.rglob("*.csv")}
    steps: list[str] = []
    again = publish_unaudited(on_sqlite, settings, on_step=steps.append)

    assert again.made == ()
    assert {release.dataset for release in again.unchanged} == {"registry", NEGOTIATIONS}
    assert not any(step.startswith(("write ", "switch ")) for step in steps)
    assert {path: path.stat().st_mtime_ns for path in first.releases.rglob("*.csv")} == untouched

    with on_sqlite.writing() as session:
        record(
            session,
            [PartnerRecorded.read({**EXS, "reference": "EXS-NEW", "name": "New", "kind": "OTHER"})],
            author=REGISTRAR,
        )
    later = publish_unaudited(on_sqlite, settings)

    assert [release.dataset for release in later.made] == ["registry"]
    assert [release.dataset for release in later.unchanged] == [NEGOTIATIONS]


def test_a_correction_of_a_named_record_changes_the_package(
    on_sqlite: Registry, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    publish_unaudited(on_sqlite, settings)
    mended = {"kind": "partners", "record": "EXS-COUNCIL", "field": "name", "value": "The Council"}
    with on_sqlite.writing() as session:
        record(session, [Corrected.read({**EXS, **mended, "reason": "Misread"})], author=REGISTRAR)
    done = publish_unaudited(on_sqlite, settings)

    assert [release.dataset for release in done.made] == ["registry", NEGOTIATIONS]
    table = (done.releases / NEGOTIATIONS / "latest/partners.csv").read_text(encoding="utf-8")
    assert ",The Council," in table


def test_rows_are_counted_while_they_are_written(on_sqlite: Registry, tmp_path: Path) -> None:
    heard: dict[str, list[int]] = {}

    def hear(dataset: str, rows: int, total: int) -> None:
        seen = heard.setdefault(dataset, [0, total])
        seen[0] += rows

    publish_unaudited(on_sqlite, Settings(data_dir=tmp_path), progress=hear)

    assert list(heard) == ["registry", NEGOTIATIONS]
    assert all(rows == total for rows, total in heard.values())


def test_nothing_is_switched_when_the_audit_finds_a_fault(
    on_sqlite: Registry, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    before = publish_unaudited(on_sqlite, settings)
    another_request(on_sqlite)

    def spoil(step: str) -> None:
        if step == "audit":
            table = before.releases / ".staging" / NEGOTIATIONS / "requests.csv"
            table.write_bytes(table.read_bytes().replace(b"Another", b"Amother"))

    with pytest.raises(Damaged, match=r"negotiations-exs-laa-2007/requests\.csv: .*hash"):
        publish(on_sqlite, settings, on_step=spoil)

    for release in before.made:
        assert find_latest(before.releases, release.dataset) == release
        assert whole(before.releases, release.dataset)
    assert not (before.releases / ".staging").exists()


CHILD = """
import os, sys
from pathlib import Path
from publish import publish
from registry import Registry, Settings

url, folder, last = sys.argv[1:]
def step(name):
    if name == last:
        os._exit(9)
def rows(dataset, rows, total):
    step("rows")
settings = Settings(data_dir=Path(folder))
publish(Registry.open(url), settings, progress=rows, on_step=step, audit=lambda _: None)
"""


def cut_off_at(step: str, url: str, folder: Path) -> int:
    """Publish in another process that ends at once, as if killed, at this step."""
    command = [sys.executable, "-c", CHILD, url, str(folder), step]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


@pytest.fixture
def changed(on_sqlite: Registry, tmp_path: Path) -> Registry:
    """A registry that was published and has changed since."""
    publish_unaudited(on_sqlite, Settings(data_dir=tmp_path))
    another_request(on_sqlite)
    return on_sqlite


@pytest.mark.parametrize(
    ("step", "switched"),
    [
        ("recover", set()),
        ("rows", set()),
        (f"write {NEGOTIATIONS}", set()),
        ("sync", set()),
        ("switch registry", set()),
        (f"switch {NEGOTIATIONS}", {"registry"}),
    ],
)
def test_a_run_that_is_cut_off_leaves_whole_releases_and_the_next_one_finishes(
    changed: Registry, tmp_path: Path, step: str, switched: set[str]
) -> None:
    releases = tmp_path / "releases"
    before = {name: find_latest(releases, name) for name in ("registry", NEGOTIATIONS)}

    assert cut_off_at(step, changed.url, tmp_path) == 9

    for name, release in before.items():
        assert whole(releases, name)
        assert (find_latest(releases, name) != release) == (name in switched)

    done = publish_unaudited(changed, Settings(data_dir=tmp_path))

    assert {release.entry for release in (*done.made, *done.unchanged)} == {done.entry}
    assert {release.dataset for release in done.made} == {"registry", NEGOTIATIONS} - switched
    assert all(whole(releases, name) for name in before)
    assert not (releases / ".staging").exists()
