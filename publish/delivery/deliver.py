"""Deliver what was published to a destination, which then holds the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from publish.delivery.ckan import CkanPortal
from publish.delivery.object_store import ObjectStore
from publish.delivery.steps import DeliveryStep, StepKind, run_steps
from publish.releases.layout import list_dataset_names
from registry import InvalidInput, Problem, Settings


class Destination(Protocol):
    """A place to which releases can be delivered, again and again."""

    @property
    def name(self) -> str:
        """Where it is, without anything secret."""

    def plan_steps(self, releases: Path, datasets: Sequence[str]) -> Sequence[DeliveryStep]:
        """Plan the steps after which it holds the datasets as they are published.

        Raises:
            Unavailable: it cannot be reached, or does not let us in.
        """


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was done at a destination; nothing was done if ``dry``."""

    destination: str
    steps: tuple[DeliveryStep, ...]
    dry: bool

    def count_steps(self, does: StepKind) -> int:
        """Count the steps of a kind."""
        return sum(step.kind is does for step in self.steps)

    @property
    def withdrawn_files(self) -> tuple[str, ...]:
        """The keys of files that were deleted: caches in front may hold copies of them."""
        withdrawn = (step for step in self.steps if step.kind is StepKind.WITHDRAW)
        return tuple(step.what for step in withdrawn if step.is_file)

    @property
    def sent(self) -> int:
        """How many bytes were sent."""
        return sum(step.size for step in self.steps)


def deliver(
    destination: Destination,
    releases: Path,
    datasets: Sequence[str] = (),
    *,
    dry: bool = False,
    progress: Callable[[DeliveryStep, int], None] = lambda step, of: None,
) -> Delivery:
    """Make a destination hold what was published; with ``dry`` only plan the steps.

    What is there already is not sent again, so that a delivery that was cut off goes on where it
    stopped. ``progress`` is called with each step and their number. No ``datasets`` means all.

    Raises:
        InvalidInput: no such dataset was published.
        Unavailable: it cannot be reached, or does not let us in; what was done stays done.
    """
    # Also those that ended: what was withdrawn of them must go from the destination as well.
    names = list_dataset_names(releases)
    for dataset in datasets:
        if dataset not in names:
            raise InvalidInput([_describe_unknown(dataset, names)])
    steps = destination.plan_steps(releases, datasets or names)
    if not dry:
        for step in run_steps(steps):
            progress(step, len(steps))
    return Delivery(destination.name, tuple(steps), dry)


def _describe_unknown(dataset: str, names: Sequence[str]) -> Problem:
    remedy = f"Published are: {', '.join(names)}" if names else "Run `answerable publish` first"
    return Problem(message="No such dataset was published", remedy=remedy, value=dataset)


def open_destination(
    address: str, environment: Mapping[str, str], settings: Settings
) -> Destination:
    """Open a destination: ``s3://BUCKET/PREFIX``, ``ckan+https://PORTAL`` or a folder.

    Credentials come from the environment alone; ``settings`` say where this registry serves what
    a portal lists.

    Raises:
        InvalidInput: the address or what the environment says of it cannot be read.
    """
    scheme, found, rest = address.partition("://")
    if not found:
        return ObjectStore.open_folder(Path(address))
    if scheme == "s3":
        return ObjectStore.open_bucket(rest, environment)
    if scheme in ("ckan+https", "ckan+http"):
        return CkanPortal.open(f"{scheme.removeprefix('ckan+')}://{rest}", environment, settings)
    remedy = "Give a folder, s3://BUCKET/PREFIX or ckan+https://PORTAL"
    problem = Problem(message="This is no destination", remedy=remedy, value=address)
    raise InvalidInput([problem])
