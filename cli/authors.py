"""Who records: read from the options of a command."""

from __future__ import annotations

import typer

from registry import REGISTRAR, Author, Role


def read_author(actor: str | None, role: Role | None) -> Author:
    """Return the partner in its role that a command names, or the registrar.

    Raises:
        BadParameter: a role without a partner, or a partner as the registrar.
    """
    if actor is None:
        if role not in (None, Role.REGISTRAR):
            raise typer.BadParameter("name the partner with --actor", param_hint="--role")
        return REGISTRAR
    if role is Role.REGISTRAR:
        raise typer.BadParameter("the registrar is no partner", param_hint="--role")
    return Author(actor, role or Role.PARTNER)
