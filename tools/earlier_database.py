"""Keep a small database of the current revision, for the tests of later ones.

`python -m tools.earlier_database`, run before a migration is added, writes one of each kind to
`tests/registry/databases`: the fictional sample, a correction, and a redaction.
"""

import lzma
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg
from alembic.script import ScriptDirectory
from sqlalchemy import select

from ingest.packages import import_packages, sample_packages
from registry import REGISTRAR, Author, Registry, make_redaction, migrate, record
from registry.acts import Corrected
from registry.migrations.migrate import make_alembic_config
from registry.models import TABLES
from registry.vocabulary import Role, Standing
from tests.support import postgres
from tests.support.earlier import FOLDER

SAMPLE = "exampleshire"


def fill(url: str) -> None:
    """Set up a registry and record in it."""
    migrate(url)
    with closing(Registry.open(url)) as registry:
        import_packages(registry, [path for path in sample_packages() if path.name == SAMPLE])
        partners, proposals = TABLES["partners"], TABLES["proposals"]
        with registry.writing() as session:
            council = session.connection.execute(
                select(partners).where(partners.c.kind == "COUNCIL")
            ).first()
            proposal = session.connection.execute(select(proposals)).first()
            if council is None or proposal is None:
                raise SystemExit(f"the sample {SAMPLE} has no council or no proposal")
            corrected = Corrected(
                kind="partners",
                record=council.reference,
                field="name",
                value=f"{council.name} (of Exampleshire)",
                reason="The name was cut short",
                source=council.source,
                standing=Standing.FICTIONAL,
            )
            record(session, [corrected], author=Author(council.reference, Role.COUNCIL))
            taken = make_redaction(
                session.connection,
                proposal.entry,
                fields="title",
                reason="It named a person",
                source=council.source,
            )
            record(session, [taken], author=REGISTRAR)


def pack(name: str, data: bytes) -> None:
    """Write a file of the folder, compressed."""
    path = FOLDER / f"{name}.xz"
    path.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(path, path.stat().st_size)


def main() -> int:
    """Write the databases of the current revision."""
    revision = ScriptDirectory.from_config(make_alembic_config()).get_current_head()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "registry.sqlite"
        fill(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
        pack(f"{revision}.sqlite", path.read_bytes())
    with postgres.run_server() as server:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE earlier")
        fill(server.url("earlier"))
        command = ["pg_dump", "--no-owner", "--no-privileges", "--rows-per-insert=500"]
        dump = subprocess.run(
            [*command, server.url("earlier")], capture_output=True, text=True, check=True
        )
        # A server reads statements only: what begins with a backslash is meant for psql.
        lines = (line for line in dump.stdout.splitlines() if line[:1] not in {"\\", ""})
        pack(f"{revision}.postgresql.sql", "\n".join(lines).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
