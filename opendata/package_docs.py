"""The two texts of each package: README.md and LICENCE.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from opendata.data_resource import DataResource, Nature
from opendata.datasets import Content, Dataset
from opendata.descriptor import WrittenFile, describe_standing, make_title
from opendata.release_info import ReleaseInfo
from registry import Licence

_README = """\
# {title}

Release {version}, made at entry {entry} of the ledger, recorded {recorded_at}.

{about}

**{standing}**

Each row says in its column `standing` how it stands to its source: `VERBATIM` (word for word),
`RESTATED` (the same in other words), `FICTIONAL` or `SYNTHETIC` (made up). The columns `source` and
`locator` say which document it was taken from and where in it. Real, fictional and synthetic
records never refer to each other.

## Files

| file | rows | each row is |
| --- | ---: | --- |
{files}

`datapackage.json` describes every column (Data Package, Table Schema). Any reader of Frictionless
data packages takes the folder or the zip; a spreadsheet takes each CSV by itself. `changes.json`
tells what changed since the release before this one, `corrections.csv` which mistakes were mended:
in which record and field, what it said, what it says, and why. `redactions.csv` tells what was
taken off.

## Definitions and caveats

- CSV as in RFC 4180: UTF-8, commas, a header, lines that end in CRLF, sorted by `reference`.
- An empty cell means that the source does not say. Nothing was filled in.
- Words stand as they were recorded, even those that begin with `=` or `+`: import the columns as
  text if your spreadsheet would take them for formulas.
- Amounts are pounds with two decimals. Days are `YYYY-MM-DD`; `until` is the first day on which
  something held no more.
- `[redacted]` stands where words were taken off the record; that they stood there stays visible.
- Tables of answers (`who_answers`, `proposals_with_responses`) are worked out of the others, as of
  the day of the newest entry. The sums vouch for them; no single entry of the ledger does.
- `uri` is the permanent address of a record. It follows from the row: no entry of the ledger states
  it, and an import passes over it.
- Wording as it was stated stands beside each parsed value, in columns that end in `stated`.
{ledger}- `answerable:ledger` in `datapackage.json` says at which entry of the ledger the package
  was made, and the root hash that proves it.

## Versions

A release never changes. The first number of its version rises where a table, a column or a
reference went away or means something else, the second where records, columns or tables were
added, the third where only what was there was corrected, redacted or taken down. Releases that hold
words which were taken off later are withdrawn; whoever asks for one is told so.

## How to cite

> {title}, release {version}, entry {entry} of the ledger. {address}

Cite the row's own source too, and the row by its reference: `answerable cite` does both and proves
it. What a word here means is told by `datapackage.json`, column by column.

## Licence

{licence} ({path}), see `LICENCE.md`.
"""

_LICENCE = """\
# Licence

{title}: {url}

{terms}Records name the document that they were taken from: acknowledge that
one too.{contains}

The licence does not cover personal data, or rights of others that its publisher may not license.
"""

_TERMS = """\
You may copy, publish, distribute, transmit and adapt these data, commercially or not, as long as
you acknowledge their source. """
_CONTAINS = " Contains public sector information licensed under the Open Government Licence v3.0."

_ENTRIES = """\
- `entries.csv` lists the acts on the ledger in the order in which they were recorded, with their
  hashes; it says when, not what.
"""


def make_readme(
    dataset: Dataset, content: Content, tables: Mapping[str, WrittenFile], info: ReleaseInfo
) -> str:
    """Return the text of README.md."""
    resources = dataset.resources()
    counts = {one.name: _format_count(one, tables[one.name]) for one in resources}
    files = [f"| `{one.name}.csv` | {counts[one.name]} | {one.about} |" for one in resources]
    return _README.format(
        title=make_title(dataset, content),
        about=dataset.about,
        standing=describe_standing(content),
        files="\n".join(files),
        ledger=_ENTRIES if dataset.whole else "",
        licence=info.licence.title,
        path=info.licence.url,
        version=info.version,
        entry=info.entry,
        recorded_at=info.recorded_at,
        address=info.address,
    )


def _format_count(resource: DataResource, written: WrittenFile) -> str:
    # How many entries it took to record the rest is the ledger's matter, not the records'.
    return "" if resource.nature is Nature.LEDGER else f"{written.rows:,}"


def make_licence_text(licence: Licence) -> str:
    """Return the text of LICENCE.md; only the default licence has its terms written out."""
    if licence == Licence():
        return _LICENCE.format(terms=_TERMS, contains=_CONTAINS, **asdict(licence))
    return _LICENCE.format(terms="", contains="", **asdict(licence))
