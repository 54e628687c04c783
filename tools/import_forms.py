"""Keep docs/reference/import-forms.md equal to the code: every kind of act with its columns.

`python -m tools.import_forms` writes the generated part, `--check` only compares.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ingest.packages import FormColumn, ImportForm, import_forms

PAGE = Path(__file__).resolve().parent.parent / "docs/reference/import-forms.md"
BEGIN = "<!-- begin: made by python -m tools.import_forms -->"
END = "<!-- end -->"


def generated() -> str:
    """Return what the code says of all kinds."""
    return "\n".join(line for form in import_forms() for line in _section(form))


def page(text: str) -> str:
    """Return the page with its generated part made anew."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{PAGE.name} lacks its markers {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{generated()}\n{END}{after}"


def _section(form: ImportForm) -> Iterator[str]:
    yield f"### `{form.kind}`"
    yield ""
    yield form.says
    yield ""
    yield "| column | meaning | form |"
    yield "| --- | --- | --- |"
    yield from map(_row, form.columns)
    yield ""


def _row(column: FormColumn) -> str:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    form = f"names one of [`{column.refers}`](#{column.refers})" if column.refers else column.form
    if column.form == "one of its words":
        form = column.how.removeprefix("Write one of ").replace(", ", " · ")
    if column.name == "reference" and not column.required:
        form = f"{column.form};{column.how.partition(';')[2]}"
    return f"| {name} | {column.meaning} | {form} |"


def main() -> int:
    """Write the page, or compare it; 1 means that it differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.import_forms", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    text = PAGE.read_text(encoding="utf-8")
    wanted = page(text)
    if not parser.parse_args().check:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    if text == wanted:
        return 0
    print("docs/reference/import-forms.md is not current: run python -m tools.import_forms")
    return 1


if __name__ == "__main__":
    sys.exit(main())
