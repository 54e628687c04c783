"""The command ``answerable``: what it can do, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from cli.commands import (
    cite,
    databases,
    deliver,
    diff,
    import_records,
    keys,
    mapped_files,
    publish,
    redact,
    serve,
    sign,
    synth,
    template,
    tiles,
    verify,
    version,
    who,
    witness,
)
from cli.console import print_error
from cli.errors import UNAVAILABLE, exit_code, print_error_tree
from registry import AnswerableError

HELP = """A public registry of who answers for which local target, and what was negotiated for it.

**Try it:** sample records on http://127.0.0.1:8000, and who answered for a target on a day

    answerable demo
    answerable who EXS-T1 --on 2007-05-01

**Bring records in:** set up the database, print a file's header, record a package

    answerable init
    answerable template targets > my-package/targets.csv
    answerable import my-package/
    answerable sniff targets.xlsx

**Settings** come from the environment: ANSWERABLE_DATABASE_URL (sqlite:///PATH or
postgresql://...), ANSWERABLE_DATA_DIR, ANSWERABLE_HOST, ANSWERABLE_PORT, ANSWERABLE_BASE_URL,
ANSWERABLE_SIGNING_KEY; who publishes the data and whom to ask from ANSWERABLE_PUBLISHER_NAME,
ANSWERABLE_PUBLISHER_URI, ANSWERABLE_CONTACT_NAME, ANSWERABLE_CONTACT_EMAIL, ANSWERABLE_CONTACT_URL.

**Exit codes:** 0 fine, 1 the data is invalid, 2 usage, 3 refused by a rule, 4 unavailable, 5 done
in part, 6 words that were sought are there.
"""


def make_app() -> typer.Typer:
    """Return the command with all that it can do."""
    app = typer.Typer(
        help=HELP,
        no_args_is_help=True,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    start, records, answers = "Begin", "Records", "Answers"
    app.command(rich_help_panel=start)(serve.demo)
    app.command(rich_help_panel=start)(serve.serve)
    app.command(rich_help_panel=start)(databases.init)
    app.command(rich_help_panel=start)(databases.migrate)
    app.command("import", rich_help_panel=records)(import_records.import_)
    app.command(rich_help_panel=records)(mapped_files.sniff)
    app.command(rich_help_panel=records)(template.template)
    app.command(rich_help_panel=records)(synth.synth)
    app.command(rich_help_panel=records)(verify.verify)
    app.command(rich_help_panel=records)(databases.replay)
    app.command(rich_help_panel=records)(redact.redact)
    app.command(rich_help_panel=answers)(who.who)
    app.command(rich_help_panel=answers)(cite.cite)
    app.command(rich_help_panel=answers)(publish.publish)
    app.command(rich_help_panel=answers)(deliver.deliver)
    app.command(rich_help_panel=answers)(diff.diff)
    app.command(rich_help_panel=answers)(sign.sign)
    app.command(rich_help_panel=answers)(tiles.tiles)
    app.add_typer(keys.make_key_app(), name="key", rich_help_panel=answers)
    app.add_typer(witness.make_witness_app(), name="witness", rich_help_panel=answers)
    app.command(rich_help_panel=answers)(version.version)
    return app


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; returns the exit code."""
    try:
        make_app()(args=list(arguments), prog_name="answerable")
    except AnswerableError as error:
        print_error_tree(error)
        return exit_code(error)
    except OSError as error:
        # A full disk, a folder that may not be written: nothing that a traceback would explain.
        print_error(f"{error.filename or 'The system'}: {error.strerror or error}")
        return UNAVAILABLE
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def main() -> None:
    """Run the command line."""
    sys.exit(run(sys.argv[1:]))
