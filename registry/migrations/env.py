"""What Alembic runs: the migrations, on the connection that ``migrate`` passes."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    transactional_ddl=False,  # migrate() itself holds the one transaction around all of them
)
context.run_migrations()
