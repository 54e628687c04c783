"""A folder or an S3-compatible store, written by obstore, that any static host can serve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from publish.delivery.object_keys import (
    FILES,
    MARKS,
    StoredObject,
    find_withdrawn_keys,
    list_objects,
)
from publish.delivery.steps import DeliveryStep, StepKind
from registry import InvalidInput, Problem, Unavailable

if TYPE_CHECKING:
    from obstore.store import RetryConfig  # there for type checkers only

_RETRIES: RetryConfig = {"max_retries": 5, "retry_timeout": timedelta(minutes=2)}
# One request a file, whose ETag then is its MD5; S3 takes no more than 5 GB so.
_WHOLE = 1 << 30
# What obstore raises: errors of its own, and the system's of what is not there or not ours.
FAILURES = (BaseError, OSError)
Seen = tuple[int, str]
"""The size and ETag of what is there."""


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A store of objects under keys."""

    name: str
    backend: LocalStore | S3Store

    @classmethod
    def open_folder(cls, folder: Path) -> ObjectStore:
        """Open a folder, which is created if it does not exist."""
        return cls(str(folder), LocalStore(folder.absolute(), mkdir=True))

    @classmethod
    def open_bucket(cls, address: str, environment: Mapping[str, str]) -> ObjectStore:
        """Open a bucket, or a prefix in it, with the ``AWS_*`` variables of the environment.

        Raises:
            InvalidInput: no bucket is named, or a setting of its cannot be read.
        """
        bucket, _, prefix = address.partition("/")
        if not bucket:
            raise _describe_unusable(bucket)
        plain = environment.get("AWS_ENDPOINT_URL", "").startswith("http://")
        try:
            kept = S3Store(
                bucket,
                prefix=prefix.strip("/") or None,
                retry_config=_RETRIES,
                client_options={"allow_http": plain},
            )
        except BaseError as error:
            raise _describe_unusable(bucket) from error
        return cls(f"s3://{address}", kept)

    def plan_steps(self, releases: Path, datasets: Sequence[str]) -> Sequence[DeliveryStep]:
        """Send what is not there; what withdrawn releases held is deleted."""
        there = dict(self._list_stored(datasets))
        sending = [self._plan_step(each, there) for each in list_objects(releases, datasets)]
        gone = find_withdrawn_keys(releases, datasets, there)
        deleting = [
            DeliveryStep(StepKind.WITHDRAW, key, 0, MARKS, True, partial(self._delete_object, key))
            for key in gone
        ]
        return [*sending, *deleting]

    def _list_stored(self, datasets: Sequence[str]) -> Iterator[tuple[str, Seen]]:
        try:
            for dataset in datasets:
                for some in obstore.list(self.backend, prefix=dataset):
                    for meta in some:
                        yield meta["path"], (meta["size"], (meta["e_tag"] or "").strip('"'))
        except FAILURES as error:
            raise self._describe_failure(error) from error

    def _plan_step(self, each: StoredObject, there: Mapping[str, Seen]) -> DeliveryStep:
        size = each.file.stat().st_size
        if each.key not in there:
            return DeliveryStep(
                StepKind.CREATE, each.key, size, each.stage, True, partial(self._send_file, each)
            )
        if self._is_same(each, size, there[each.key]):
            return DeliveryStep(StepKind.KEEP, each.key, 0, each.stage, True)
        return DeliveryStep(
            StepKind.UPDATE, each.key, size, each.stage, True, partial(self._send_file, each)
        )

    def _is_same(self, each: StoredObject, size: int, seen: Seen) -> bool:
        """Return whether the object equals the file: only a store's ETag is its MD5."""
        if size != seen[0]:
            return False
        if isinstance(self.backend, LocalStore):
            return each.stage == FILES
        with each.file.open("rb") as file:
            digest = md5(usedforsecurity=False)
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest() == seen[1]

    def _send_file(self, each: StoredObject) -> None:
        # A folder cannot store headers.
        attributes = None if isinstance(self.backend, LocalStore) else each.attributes
        multipart = each.file.stat().st_size > _WHOLE
        try:
            obstore.put(
                self.backend, each.key, each.file, attributes=attributes, use_multipart=multipart
            )
        except FAILURES as error:
            raise self._describe_failure(error) from error

    def _delete_object(self, key: str) -> None:
        try:
            obstore.delete(self.backend, key)
        except FAILURES as error:
            raise self._describe_failure(error) from error

    def _describe_failure(self, error: Exception) -> Unavailable:
        message = str(error).partition("\n")[0]
        return Unavailable(
            f"{self.name} cannot be used: {message}. Look at the address and the AWS_* variables, "
            "and run this again: what was sent is not sent twice."
        )


def _describe_unusable(bucket: str) -> InvalidInput:
    remedy = "Name a bucket, as in s3://BUCKET/PREFIX, and look at the AWS_* variables"
    return InvalidInput([Problem(message="This store cannot be used", remedy=remedy, value=bucket)])
