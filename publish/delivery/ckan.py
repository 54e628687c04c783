"""A CKAN portal, through its action API: each dataset is created once and then updated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from publish.catalogue import Catalogue, DatasetRecord, list_offered, make_catalogue
from publish.delivery.ckan_client import CkanClient
from publish.delivery.ckan_packages import (
    OURS,
    Package,
    is_same,
    make_blank_package,
    make_names,
    make_package,
)
from publish.delivery.steps import DeliveryStep, StepKind
from publish.releases.layout import list_latest_releases
from registry import InvalidInput, Problem, Settings

TOKEN, OWNER = "ANSWERABLE_CKAN_TOKEN", "ANSWERABLE_CKAN_ORGANISATION"


@dataclass(frozen=True, slots=True)
class CkanPortal:
    """A portal that lists our datasets; the files stay where this registry serves them."""

    name: str
    actions: CkanClient
    owner: str | None
    settings: Settings

    @classmethod
    def open(cls, address: str, environment: Mapping[str, str], settings: Settings) -> CkanPortal:
        """Open the portal at an address.

        Raises:
            InvalidInput: the environment holds no token for it.
        """
        token = environment.get(TOKEN)
        if not token:
            remedy = f"Set {TOKEN} to an API token that the portal gave you"
            raise InvalidInput([Problem(message="The portal needs a token", remedy=remedy)])
        return cls(address, CkanClient.open(address, token), environment.get(OWNER), settings)

    def plan_steps(self, releases: Path, datasets: Sequence[str]) -> Sequence[DeliveryStep]:
        """Create what is not listed, update what changed, withdraw what is not published any more.

        Only what carries the mark of this registry is ever changed.
        """
        released = list_offered(self.settings, list_latest_releases(releases))
        catalogue = make_catalogue(self.settings, released)
        names = make_names([release.dataset for release in released])
        keeping = [
            self._plan_step(name, catalogue, record)
            for release, name, record in zip(released, names, catalogue.datasets, strict=True)
            if release.dataset in datasets
        ]
        listed = self.actions.find_marked(OURS, catalogue.uri)
        ended = [self._plan_withdrawal(name, catalogue) for name in sorted(listed - {*names})]
        steps = [*keeping, *ended]
        # One after another: a portal is no store that takes many at once.
        return [replace(step, stage=stage) for stage, step in enumerate(steps)]

    def _plan_step(self, name: str, catalogue: Catalogue, dataset: DatasetRecord) -> DeliveryStep:
        there = self.actions.find_dataset(name)
        if there is not None:
            self._check_ours(there, catalogue)
        wanted = make_package(name, catalogue, dataset, self.owner, there)
        if there is None:
            return DeliveryStep(
                StepKind.CREATE, name, run=partial(self.actions.create_dataset, wanted)
            )
        if is_same(wanted, there):
            return DeliveryStep(StepKind.KEEP, name)
        return DeliveryStep(StepKind.UPDATE, name, run=partial(self.actions.update_dataset, wanted))

    def _plan_withdrawal(self, name: str, catalogue: Catalogue) -> DeliveryStep:
        run = partial(self._withdraw_dataset, name, catalogue)
        return DeliveryStep(StepKind.WITHDRAW, name, run=run)

    def _withdraw_dataset(self, name: str, catalogue: Catalogue) -> None:
        """Take a dataset off the list, without the words that its record would keep."""
        there = self.actions.find_dataset(name)
        self.actions.update_dataset(make_blank_package(name, catalogue, there))
        self.actions.delete_dataset(name)

    def _check_ours(self, there: Package, catalogue: Catalogue) -> None:
        marks = {extra["key"]: extra["value"] for extra in there.get("extras", ())}
        if marks.get(OURS) != catalogue.uri:
            raise InvalidInput(
                [
                    Problem(
                        message=f"{self.name} lists another dataset under this name",
                        remedy="Ask the portal to rename it, or deliver to another portal",
                        value=there["name"],
                    )
                ]
            )
