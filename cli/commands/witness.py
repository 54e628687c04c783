"""``answerable witness``: who cosigns our checkpoints, and whose checkpoints we cosign."""

from __future__ import annotations

import typer

from cli.commands import witness_logs


def make_witness_app() -> typer.Typer:
    """Return the commands about witnesses."""
    app = typer.Typer(help="Let others cosign our checkpoints, and cosign those of others.")
    own = "A witness of our own"
    app.command(rich_help_panel=own)(witness_logs.key)
    app.command(rich_help_panel=own)(witness_logs.serve)
    app.command("add-log", rich_help_panel=own)(witness_logs.add_log)
    app.command("remove-log", rich_help_panel=own)(witness_logs.remove_log)
    app.command(rich_help_panel=own)(witness_logs.logs)
    return app
