"""``answerable witness``: who cosigns our checkpoints, and whose checkpoints we cosign."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.commands import witness_logs
from cli.console import print_json, print_line, print_note, print_table
from cli.context import load_settings
from registry import InvalidInput, Problem
from registry.checkpoints import (
    AskedWitness,
    WitnessAnswer,
    add_witness,
    list_witnesses,
    read_answers,
    read_log_key,
    remove_witness,
)

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def make_witness_app() -> typer.Typer:
    """Return the commands about witnesses: first of those that we ask, then of our own."""
    app = typer.Typer(help="Let others cosign our checkpoints, and cosign those of others.")
    asked, own = "Witnesses that cosign for us", "A witness of our own"
    app.command(rich_help_panel=asked)(add)
    app.command(rich_help_panel=asked)(remove)
    app.command("list", rich_help_panel=asked)(list_)
    app.command(rich_help_panel=asked)(policy)
    app.command(rich_help_panel=own)(witness_logs.key)
    app.command(rich_help_panel=own)(witness_logs.serve)
    app.command("add-log", rich_help_panel=own)(witness_logs.add_log)
    app.command("remove-log", rich_help_panel=own)(witness_logs.remove_log)
    app.command(rich_help_panel=own)(witness_logs.logs)
    return app


def add(
    name: Annotated[str, typer.Argument(help="What to call the witness, in a word.")],
    key: Annotated[str, typer.Argument(metavar="VKEY", help="Its key (name+id+key).")],
    url: Annotated[str, typer.Argument(metavar="URL", help="Its submission prefix.")],
) -> None:
    """Ask a witness to cosign every checkpoint that is signed from now on.

    `sign`, `import` and `publish` ask it, and nothing else is ever sent anywhere. One that does not
    answer within 10 seconds holds nothing up: it is asked again the next time.

    For example:

        answerable witness add leeds leeds.example/witness+1a2b3c4d+BAbc... https://leeds.example/w
    """
    added = add_witness(load_settings(), name, key, url)
    print_line(f"{added.name} is asked at {added.url} from now on.")
    print_note("Its keeper has to know this log: `answerable witness add-log` with our `key show`.")


def remove(name: Annotated[str, typer.Argument(help="The name of the witness.")]) -> None:
    """Ask a witness no longer.

    For example:

        answerable witness remove leeds
    """
    print_line(f"{remove_witness(load_settings(), name).name} is not asked any more.")


def list_(json: Json = False) -> None:
    """List the witnesses that are asked, and what each answered last.

    For example:

        answerable witness list
    """
    now = load_settings()
    answers = read_answers(now)
    rows = [(one, answers.get(str(one.key), WitnessAnswer())) for one in list_witnesses(now)]
    if json:
        print_json([_witness_json(*row) for row in rows])
        return
    table = [(one.name, one.url, answer.at, _describe(answer)) for one, answer in rows]
    print_table(("witness", "address", "asked", ""), table)


def policy(
    least: Annotated[
        int | None,
        typer.Option(metavar="COUNT", help="How many have to cosign; more than half by default."),
    ] = None,
) -> None:
    """Print a policy of our log and the witnesses that are asked, for `verify --policy`.

    Readers should get it from somebody else, or write their own: whoever chooses the witnesses
    chooses whom to trust.

    For example:

        answerable witness policy > councils.policy
    """
    now = load_settings()
    witnesses, log = list_witnesses(now), read_log_key(now)
    if not witnesses or log is None:
        remedy = "Run `answerable witness add`, and then `answerable sign`"
        raise InvalidInput([Problem("there is no witness yet, or no signed checkpoint", remedy)])
    wanted = len(witnesses) // 2 + 1 if least is None else least
    if not 1 <= wanted <= len(witnesses):
        raise typer.BadParameter(f"there are {len(witnesses)} witnesses", param_hint="--least")
    group = "quorum-of-witnesses"
    names = " ".join(one.name for one in witnesses)
    lines = [one.line for one in witnesses]
    text = [f"log {log.strip()}", *lines, f"group {group} {wanted} {names}", f"quorum {group}"]
    print_line("\n".join(text))


def _describe(answer: WitnessAnswer) -> str:
    if not answer.at:
        return "not asked yet"
    return answer.problem or f"cosigned {answer.size:,} entries"


def _witness_json(witness: AskedWitness, answer: WitnessAnswer) -> dict[str, Any]:
    return {
        "name": witness.name,
        "key": str(witness.key),
        "url": witness.url,
        "askedAt": answer.at or None,
        "cosigned": answer.size,
        "problem": answer.problem,
        "conflict": answer.conflict,
    }
