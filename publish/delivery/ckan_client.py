"""A client for the CKAN actions that we need: ckanapi, with its errors as ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests
from ckanapi import NotAuthorized, NotFound, RemoteCKAN, ValidationError
from ckanapi.errors import CKANAPIError, ServerIncompatibleError
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from registry import InvalidInput, Problem, Unavailable

_RETRIES = 4
_PAGE = 500


@dataclass(frozen=True, slots=True)
class CkanClient:
    """A portal's actions on datasets.

    All raise Unavailable where the portal cannot be reached or does not let us in, and
    InvalidInput where it does not accept what we send.
    """

    address: str
    remote: RemoteCKAN

    @classmethod
    def open(cls, address: str, token: str) -> CkanClient:
        """Open a client of the portal at an address."""
        session = requests.Session()
        # Each action says what shall be, so that saying it twice does no harm.
        retry = Retry(
            total=_RETRIES,
            backoff_factor=0.5,
            status_forcelist=(429, 502, 503, 504),
            allowed_methods=None,
            raise_on_status=False,
        )
        session.mount("http://", HTTPAdapter(max_retries=retry))
        session.mount("https://", HTTPAdapter(max_retries=retry))
        return cls(address, RemoteCKAN(address, apikey=token, session=session))

    def find_dataset(self, name: str) -> dict[str, Any] | None:
        """Return a dataset of the portal, or None; a deleted one is still there."""
        try:
            found: dict[str, Any] = self._call_action("package_show", {"id": name})
        except NotFound:
            return None
        return found

    def find_marked(self, key: str, value: str) -> set[str]:
        """Return the names of the datasets that have an extra field with this value."""
        names: set[str] = set()
        while True:
            query = {"fq": f'extras_{key}:"{value}"', "rows": _PAGE, "start": len(names)}
            found = self._call_action("package_search", query)["results"]
            names.update(each["name"] for each in found)
            if len(found) < _PAGE:
                return names

    def create_dataset(self, package: dict[str, Any]) -> None:
        """List a dataset."""
        self._call_action("package_create", package)

    def update_dataset(self, package: dict[str, Any]) -> None:
        """Change what we say of a dataset; what we do not say, such as its groups, stays."""
        self._call_action("package_patch", {**package, "id": package["name"]})

    def delete_dataset(self, name: str) -> None:
        """Take a dataset off the list; the portal keeps its name and history."""
        self._call_action("package_delete", {"id": name})

    def _call_action(self, action: str, arguments: dict[str, Any]) -> Any:
        try:
            return self.remote.call_action(action, arguments)
        except NotFound:
            raise
        except NotAuthorized as error:
            raise Unavailable(
                f"{self.address} does not let us {action}: look at the token, and whether it may "
                "write for the organisation."
            ) from error
        except ValidationError as error:
            raise InvalidInput([self._describe_refusal(error, arguments)]) from error
        except (CKANAPIError, ServerIncompatibleError, requests.RequestException) as error:
            raise Unavailable(
                f"{self.address} did not {action}: {type(error).__name__}. Is it a CKAN portal, "
                "and up? Run this again: what was done is not done twice."
            ) from error

    def _describe_refusal(self, error: ValidationError, arguments: dict[str, Any]) -> Problem:
        wrong = "; ".join(f"{key}: {says}" for key, says in error.error_dict.items())
        return Problem(
            message=f"{self.address} does not take the dataset ({wrong})",
            remedy="Look at what the portal asks for, such as ANSWERABLE_CKAN_ORGANISATION",
            value=str(arguments.get("name") or arguments.get("id")),
        )
