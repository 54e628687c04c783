"""A CKAN portal, by its action API: each dataset is created once and then kept up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from publish.catalogue import Catalogue, DatasetRecord, catalogue
from publish.delivery.ckan_client import Actions
from publish.delivery.ckan_packages import OURS, Package, name_of, package_of, same
from publish.delivery.steps import Does, Step
from publish.releases.layout import published
from registry import InvalidInput, Problem, Settings

TOKEN, OWNER = "ANSWERABLE_CKAN_TOKEN", "ANSWERABLE_CKAN_ORGANISATION"


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal that lists our datasets; the files stay where this registry serves them."""

    name: str
    actions: Actions
    owner: str | None
    settings: Settings

    @classmethod
    def at(cls, address: str, environment: Mapping[str, str], settings: Settings) -> Portal:
        """The portal at an address.

        Raises:
            InvalidInput: the environment holds no token for it.
        """
        token = environment.get(TOKEN)
        if not token:
            remedy = f"Set {TOKEN} to an API token that the portal gave you"
            raise InvalidInput([Problem(message="The portal needs a token", remedy=remedy)])
        return cls(address, Actions.at(address, token), environment.get(OWNER), settings)

    def steps(self, releases: Path, datasets: Sequence[str]) -> Sequence[Step]:
        """Create what is not listed, update what changed, withdraw what is not published any more.

        Only what carries the mark of this registry is ever changed.
        """
        released = list(published(releases))
        told = catalogue(self.settings, released)
        names = [name_of(release.dataset) for release in released]
        keeping = [
            self._step(name, told, record)
            for release, name, record in zip(released, names, told.datasets, strict=True)
            if release.dataset in datasets
        ]
        listed = self.actions.marked(OURS, told.uri)
        steps = [*keeping, *map(self._withdrawal, sorted(listed - {*names}))]
        # One after another: a portal is no store that takes many at once.
        return [replace(step, stage=stage) for stage, step in enumerate(steps)]

    def _step(self, name: str, told: Catalogue, dataset: DatasetRecord) -> Step:
        there = self.actions.show(name)
        if there is not None:
            self._must_be_ours(there, told)
        wanted = package_of(name, told, dataset, self.owner, there)
        if there is None:
            return Step(Does.CREATE, name, act=partial(self.actions.create, wanted))
        if same(wanted, there):
            return Step(Does.KEEP, name)
        return Step(Does.UPDATE, name, act=partial(self.actions.update, wanted))

    def _withdrawal(self, name: str) -> Step:
        return Step(Does.WITHDRAW, name, act=partial(self.actions.delete, name))

    def _must_be_ours(self, there: Package, told: Catalogue) -> None:
        marks = {extra["key"]: extra["value"] for extra in there.get("extras", ())}
        if marks.get(OURS) != told.uri:
            raise InvalidInput(
                [
                    Problem(
                        message=f"{self.name} lists another dataset under this name",
                        remedy="Ask the portal to rename it, or deliver to another portal",
                        value=there["name"],
                    )
                ]
            )
