"""Write the migration that creates the tables of a new kind, as its model says they are.

`python -m tools.migration KIND` writes `registry/migrations/versions/NNNN_KIND.py` after the newest
revision. Its text is frozen from then on: it does not follow the model when that changes.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Column, Integer, Table

from registry.migrations.migrate import make_alembic_config
from registry.models import TABLES, TYPES, Record, Sourced

VERSIONS = Path(__file__).resolve().parent.parent / "registry/migrations/versions"
TEXT = '''"""{says}"""

from __future__ import annotations

{imports}

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and its history."""
    create_kept_record_tables(
{columns}
    ){indices}
'''


def migration(kind: str, revision: str, before: str) -> str:
    """Return the text of the migration that creates the tables of a kind."""
    table, lines = TABLES[kind], list(_columns(kind))
    helpers = sorted({line.partition("(")[0] for line in lines} | {"create_kept_record_tables"})
    named = "".join(f"    {helper},\n" for helper in helpers)
    indices = "".join(f"\n    op.create_index({index})" for index in _indices(table))
    op = "from alembic import op\n\n" if indices else ""
    source = [] if issubclass(TYPES[kind], Sourced) else ["source=False"]
    return TEXT.format(
        says=(TYPES[kind].__doc__ or kind).splitlines()[0],
        imports=f"{op}from registry.migrations.create_tables import (\n{named})",
        revision=revision,
        before=before,
        columns="\n".join(f"        {line}," for line in [f'"{kind}"', *lines, *source]),
        indices=indices,
    )


def _columns(kind: str) -> Iterator[str]:
    """Yield the call that makes each column which not all records have."""
    same = {*Record.__annotations__, "source"}
    for column in TABLES[kind].columns:
        if column.name not in same:
            yield _column(column)


def _column(column: Column[object]) -> str:
    options = ", null=True" if column.nullable else ""
    for key in column.foreign_keys:
        index = "" if column.index else ", index=False"
        return f'reference_column("{column.name}", "{key.column.table.name}"{options}{index})'
    if codes := column.info.get("codes"):
        words = " ".join(member.value for member in codes)
        return f'code_column("{column.name}", "{words}"{options})'
    if isinstance(column.type, Boolean):
        return f'boolean_column("{column.name}"{options})'
    helper = "integer_column" if isinstance(column.type, Integer) else "text_column"
    return f'{helper}("{column.name}"{options}{", index=True" if column.index else ""})'


def _indices(table: Table) -> Iterator[str]:
    """Yield the arguments of each index of several columns, and of that of the source.

    All others are created with their columns.
    """
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        columns = [column.name for column in index.columns]
        if len(columns) > 1 or columns == ["source"]:
            listed = ", ".join(f'"{column}"' for column in columns)
            yield f'"{index.name}", "{table.name}", [{listed}]'


def main() -> None:
    """Write the migration of one kind."""
    parser = argparse.ArgumentParser(prog="python -m tools.migration", description=__doc__)
    parser.add_argument("kind", choices=TABLES, metavar="KIND", help="a kind without tables yet")
    kind = parser.parse_args().kind
    before = ScriptDirectory.from_config(make_alembic_config()).get_current_head() or ""
    revision = f"{int(before) + 1:04}"
    path = VERSIONS / f"{revision}_{kind}.py"
    path.write_text(migration(kind, revision, before), encoding="utf-8")
    print(f"Wrote {path.relative_to(VERSIONS.parents[2])}: read it, it is frozen once it is used.")


if __name__ == "__main__":
    main()
