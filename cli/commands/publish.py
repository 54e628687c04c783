"""``answerable publish``: releases of the record as data packages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.rebuild import rebuild
from cli.console import print_json, print_line, print_note, print_table, progress_bar
from cli.context import load_settings, open_registry
from cli.destinations import note_destination
from cli.witness_notes import print_witness_problems
from registry import Registry, Settings
from registry.recording import truncate_write_log

if TYPE_CHECKING:
    from publish import PublishResult


def publish(
    to: Annotated[
        Path | None,
        typer.Option(help="The folder of releases; `releases` in ANSWERABLE_DATA_DIR by default."),
    ] = None,
    if_changed: Annotated[
        bool,
        typer.Option("--if-changed", help="Say one line, or none if nothing changed: for cron."),
    ] = False,
    as_at: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, help="Make the releases of that entry again."),
    ] = None,
    releases: Annotated[
        Path | None,
        typer.Option(help="With --as-at: the folder that lists them, where it is another."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Publish data packages: the whole registry, and each agreement's negotiations.

    Each is written, audited by frictionless, and only then becomes the latest release; a crash
    leaves the release before it whole. What has not changed since is not published again. Releases
    that hold words which were taken off the record are withdrawn.

    With --as-at it publishes nothing, but makes the releases that were the latest at that entry
    again: into `rebuilt` in ANSWERABLE_DATA_DIR, or --to another folder. They are the same bytes,
    or it says which files are not, and why, and ends with 1.

    For example:

        answerable publish
        answerable publish --if-changed --to /srv/open-data
        answerable publish --as-at 1234 --to /tmp/then
    """
    now = load_settings()
    if as_at is not None:
        if if_changed:
            raise typer.BadParameter("it cannot go with --as-at", param_hint="--if-changed")
        rebuild(now, as_at, to, releases, json=json)
        return
    if releases is not None:
        raise typer.BadParameter("it goes with --as-at only", param_hint="--releases")
    with open_registry(now.database_url) as registry:
        truncate_write_log(registry)
        if to is not None:
            note_destination(now, to)
        done = (
            _publish_if_free(registry, now, to)
            if if_changed
            else publish_with_bar(registry, now, to)
        )
    if done is None:
        return
    if json:
        print_json(done)
        return
    if if_changed:
        _print_summary(done)
    else:
        _print_releases(done)
    _print_purge(done, now)


def _print_purge(done: dict[str, Any], now: Settings) -> None:
    if done["withdrawn"]:
        print_note(
            "Caches may still hold what was withdrawn. Purge what is below these addresses in "
            "every cache in front of the server (--json lists each file), and deliver again:"
        )
    for gone in done["withdrawn"]:
        print_note(f"  {now.base_url}/data/{gone['dataset']}/releases/{gone['release']}/")


def _publish_if_free(registry: Registry, now: Settings, to: Path | None) -> dict[str, Any] | None:
    """Publish unless another run does so already."""
    import publish as publishing  # noqa: PLC0415 - as below

    try:
        return publish_with_bar(registry, now, to, wait=False)
    except publishing.Busy as busy:
        print_note(f"Nothing was done: {busy}.")
        return None


def _print_summary(done: dict[str, Any]) -> None:
    made = [f"{one['dataset']} {one['release']}" for one in done["packages"] if _is_new(one)]
    gone = [f"{one['dataset']} {one['release']}" for one in done["withdrawn"]]
    parts = [
        *([f"Published {', '.join(made)}"] if made else []),
        *([f"withdrew {', '.join(gone)}"] if gone else []),
    ]
    if parts:
        print_line(f"{'; '.join(parts)}.")


def _is_new(package: dict[str, Any]) -> bool:
    return bool(package["state"] == "new")


def _print_releases(done: dict[str, Any]) -> None:
    rows = [
        (release["dataset"], release["release"], f"{release['rows']:,}", _release_state(release))
        for release in done["packages"]
    ]
    print_table(("package", "release", "rows", ""), rows)
    print_line()
    for gone in done["withdrawn"]:
        instead = f"; {gone['replacedBy']} stands in its place" if gone["replacedBy"] else ""
        print_line(f"Withdrew {gone['dataset']} {gone['release']}: {gone['why']}{instead}.")
    print_line(f"The latest releases are in {done['folder']}.")
    signers = {release["signedBy"] for release in done["packages"]} - {None}
    if signers:
        print_line(f"Signed by {', '.join(sorted(signers))}.")
    else:
        print_note(
            "They are not signed, so that they prove little: `answerable key new` makes a key."
        )


def _release_state(package: dict[str, Any]) -> str:
    return f"new: {package['why']}" if _is_new(package) else "unchanged"


def publish_with_bar(
    registry: Registry, now: Settings, to: Path | None = None, *, wait: bool = True
) -> dict[str, Any]:
    """Publish with a bar, and tell what came of it."""
    # Frictionless takes half a second to load, which other commands need not wait for.
    import publish as publishing  # noqa: PLC0415 - see above

    with progress_bar("Publishing") as shown:
        datasets: set[str] = set()

        def progress(dataset: str, rows: int, total: int) -> None:
            if dataset not in datasets:
                datasets.add(dataset)
                shown.restart_with(f"Publishing {dataset}", total)
            shown.advance(rows)

        waiting = partial(print_note, "Another run is publishing; waiting for it to end.")
        done = publishing.publish(
            registry, now, to, progress=progress, on_wait=waiting if wait else None
        )
    print_witness_problems(now)
    return _releases_json(done, f"{now.base_url}/data/")


def _releases_json(done: PublishResult, served: str) -> dict[str, Any]:
    states = [*((one, "new") for one in done.made), *((one, "unchanged") for one in done.unchanged)]
    return {
        "folder": str(done.releases),
        "entry": done.entry,
        "packages": [
            {
                "dataset": release.dataset,
                "release": release.version,
                "previous": release.previous or None,
                "why": release.why,
                "title": release.title,
                "rows": release.rows,
                "state": state,
                "signedBy": release.key.partition("+")[0] or None,
            }
            for release, state in states
        ],
        "withdrawn": [
            {
                "dataset": one.dataset,
                "release": one.version,
                "why": one.why,
                "withdrawnAt": one.withdrawn_at,
                "replacedBy": one.replaced_by or None,
                "purge": [
                    f"{served}{path}"
                    for path in done.withdrawn_files
                    if path.startswith(f"{one.dataset}/releases/{one.version}/")
                ],
            }
            for one in done.withdrawn
        ],
    }
