"""``answerable deliver``: what was published, brought to where people look for it."""

from __future__ import annotations

import os
from itertools import count
from typing import Annotated

import typer

from cli.console import print_json, print_line, print_note, progress_bar
from cli.context import load_settings
from cli.destinations import note_destination


def deliver(
    to: Annotated[str, typer.Argument(help="A folder, s3://BUCKET/PREFIX or ckan+https://PORTAL.")],
    dataset: Annotated[
        list[str] | None, typer.Option(help="Only this dataset; may be given more than once.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Deliver the published releases to a folder, an S3-compatible store or a CKAN portal.

    A folder or a store gets every release, the lists of them and a copy of the latest, laid out
    as under /data/; a portal gets a listing that points to the files here. What is there already
    is not sent again; what was withdrawn is taken away. Credentials come from the environment:
    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL for a store,
    ANSWERABLE_CKAN_TOKEN and ANSWERABLE_CKAN_ORGANISATION for a portal.

    For example:

        answerable publish --if-changed && answerable deliver s3://open-data/answerable
        answerable deliver ckan+https://data.example.org --dry-run
    """
    now = load_settings()
    # The packages' stack takes half a second to load, which other commands need not wait for.
    import publish  # noqa: PLC0415 - see above
    from publish import delivery  # noqa: PLC0415 - as above

    destination = delivery.open_destination(to, os.environ, now)
    if not dry_run:
        note_destination(now, to)
    with progress_bar("Delivering") as shown:
        taken = count(1)

        def progress(_: delivery.DeliveryStep, of: int) -> None:
            shown.show_progress(next(taken), of, f"Delivering to {destination.name}")

        done = delivery.deliver(
            destination,
            publish.releases_folder(now.data_dir),
            dataset or (),
            dry=dry_run,
            progress=progress,
        )
    counted = {does.value: done.count_steps(does) for does in delivery.StepKind}
    if json:
        steps = [{"does": step.kind, "what": step.what, "bytes": step.size} for step in done.steps]
        purge = list(done.withdrawn_files)
        result = {"target": done.destination, "dryRun": dry_run, "counts": counted}
        print_json({**result, "purge": purge, "steps": steps})
        return
    for step in done.steps:
        if step.kind is not delivery.StepKind.KEEP:
            print_line(f"{step.kind:8} {step.what}")
    told = ", ".join(f"{number:,} to {does}" for does, number in counted.items() if number)
    note = " (dry run: nothing was done)" if dry_run else ""
    print_line(f"{done.destination}: {told or 'nothing'}{note}.")
    if done.withdrawn_files:
        print_note(
            f"Caches in front of {done.destination} may still hold what was withdrawn: purge these "
            "files there."
        )
