"""``answerable publish``: releases of the record as data packages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import bar, note, say, say_json, say_table
from cli.settling import opened, settings
from registry import Registry, Settings


def publish(
    to: Annotated[
        Path | None,
        typer.Option(help="The folder of releases; `releases` in ANSWERABLE_DATA_DIR by default."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Publish data packages: the whole registry, and each agreement's negotiations.

    Each is written, audited by frictionless, and only then becomes the latest release; a crash
    leaves the release before it whole. What has not changed since is not published again.

    For example:

        answerable publish
        answerable publish --to /srv/open-data
    """
    now = settings()
    with opened(now.database_url) as registry:
        done = published(registry, now, to)
    if json:
        say_json(done)
        return
    rows = [
        (release["dataset"], release["release"], f"{release['rows']:,}", release["state"])
        for release in done["packages"]
    ]
    say_table(("package", "release", "rows", ""), rows)
    say()
    say(f"The latest releases are in {done['folder']}.")
    signers = {release["signedBy"] for release in done["packages"]} - {None}
    if signers:
        say(f"Signed by {', '.join(sorted(signers))}.")
    else:
        note("They are not signed, so that they prove little: `answerable key new` makes a key.")


def published(registry: Registry, now: Settings, to: Path | None = None) -> dict[str, Any]:
    """Publish with a bar, and tell what came of it."""
    # Frictionless takes half a second to load, which other commands need not wait for.
    import publish as publishing  # noqa: PLC0415 - see above

    with bar("Publishing") as shown:
        datasets: set[str] = set()

        def progress(dataset: str, rows: int, total: int) -> None:
            if dataset not in datasets:
                datasets.add(dataset)
                shown.restart(f"Publishing {dataset}", total)
            shown.step(rows)

        done = publishing.publish(registry, now, to, progress=progress)
    states = [*((one, "new") for one in done.made), *((one, "unchanged") for one in done.kept)]
    return {
        "folder": str(done.releases),
        "entry": done.entry,
        "packages": [
            {
                "dataset": release.dataset,
                "release": release.release,
                "title": release.title,
                "rows": release.rows,
                "state": state,
                "signedBy": release.key.partition("+")[0] or None,
            }
            for release, state in states
        ],
    }
