"""The witnesses that are asked to cosign, and what each answered last.

Beside the secret key ``signing.key.witnesses`` lists them, as lines of a policy
(c2sp.org/tlog-policy): who can write the data folder alone cannot make the signer ask anybody.
``log/witnesses.json`` in the data folder has what they answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from registry.checkpoints.storage import lock_log, log_folder, read_files, replace_file
from registry.errors import InvalidInput, Problem
from registry.private_files import make_private_folder
from registry.settings import Settings
from registry.signing import NOBODY, Verifier, WitnessKey, locate_key, parse_policy
from registry.web_addresses import is_web_address
from registry.witnessing import parse_size

_MOST = 32
_ANSWERS = "witnesses.json"


@dataclass(frozen=True, slots=True)
class AskedWitness:
    """A witness that is asked to cosign.

    Attributes:
        name: what the keeper calls it.
        key: its public key.
        url: its submission prefix.
    """

    name: str
    key: Verifier
    url: str

    @property
    def line(self) -> str:
        """The witness as a line of a policy."""
        return f"witness {self.name} {self.key} {self.url}"


@dataclass(frozen=True, slots=True)
class WitnessAnswer:
    """What a witness answered last.

    Attributes:
        size: the size of the newest checkpoint that it cosigned; 0 before the first.
        at: the instant at which it was asked last.
        problem: why it did not cosign then; None if it did.
        conflict: whether it saw another history of the log.
    """

    size: int = 0
    at: str = ""
    problem: str | None = None
    conflict: bool = False


def locate_witnesses(settings: Settings) -> Path:
    """Return where the list of witnesses lies, or will lie."""
    key = locate_key(settings)
    return key.with_name(f"{key.name}.witnesses")


def list_witnesses(settings: Settings) -> list[AskedWitness]:
    """Return the witnesses that are asked to cosign.

    Raises:
        InvalidInput: their list cannot be read.
    """
    path = locate_witnesses(settings)
    text = "".join(one.text for one in read_files([path]))
    policy = parse_policy(f"{text}quorum {NOBODY}\n".encode(), str(path))
    return [
        AskedWitness(name, key, policy.addresses[name])
        for name, key in policy.witnesses.items()
        if name in policy.addresses
    ]


def add_witness(settings: Settings, name: str, key: str, url: str) -> AskedWitness:
    """Ask a witness from now on.

    Raises:
        InvalidInput: its name is taken, or name, key or address cannot be read.
    """
    url = url.rstrip("/")
    if not _is_prefix(url):
        remedy = "Give its submission prefix, such as https://council.example/witness"
        raise InvalidInput([Problem("it is no address of a witness", remedy, value=url)])
    if not name or any(one.isspace() or not one.isprintable() for one in name):
        raise InvalidInput(
            [Problem("a witness cannot be called so", "Give a name without spaces", value=name)]
        )
    with _lock(settings):
        witnesses = list_witnesses(settings)
        if len(witnesses) >= _MOST:
            problem = Problem(f"there are {_MOST} witnesses already", "Remove one", value=name)
            raise InvalidInput([problem])
        try:
            added = AskedWitness(name, WitnessKey.read(key.strip()), url)
        except ValueError as error:
            remedy = "Give its key as its keeper publishes it (name+id+key)"
            raise InvalidInput([Problem(str(error), remedy, value=key)]) from error
        text = _format([*witnesses, added])
        # Names and keys that are there already are refused as in any policy.
        parse_policy(f"{text}quorum {NOBODY}\n".encode(), str(locate_witnesses(settings)))
        replace_file(locate_witnesses(settings), text)
    return added


def remove_witness(settings: Settings, name: str) -> AskedWitness:
    """Ask a witness no longer.

    Raises:
        InvalidInput: there is none of this name.
    """
    with _lock(settings):
        witnesses = list_witnesses(settings)
        for one in witnesses:
            if one.name == name:
                rest = [other for other in witnesses if other != one]
                replace_file(locate_witnesses(settings), _format(rest))
                return one
    known = ", ".join(one.name for one in witnesses) or "none yet"
    raise InvalidInput([Problem("there is no such witness", f"Known: {known}", value=name)])


def read_answers(settings: Settings) -> dict[str, WitnessAnswer]:
    """Read what the witnesses answered last, by their keys; nothing of those never asked.

    It is no more than a hint: a witness says itself which size it has.
    """
    for one in read_files([log_folder(settings) / _ANSWERS]):
        try:
            return {key: _read_answer(told) for key, told in json.loads(one.text).items()}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}
    return {}


def store_answers(settings: Settings, answers: dict[str, WitnessAnswer]) -> None:
    """Store what the witnesses answered last."""
    told = {key: asdict(answer) for key, answer in answers.items()}
    replace_file(log_folder(settings) / _ANSWERS, json.dumps(told, indent=1) + "\n")


def _read_answer(told: Mapping[str, Any]) -> WitnessAnswer:
    problem = told["problem"]
    return WitnessAnswer(
        parse_size(str(told["size"])),
        str(told["at"]),
        None if problem is None else str(problem),
        told["conflict"] is True,
    )


def _is_prefix(url: str) -> bool:
    try:
        port = urlsplit(url).port
    except ValueError:
        return False
    return is_web_address(url) and url.isascii() and not {"?", "#"} & {*url} and port != 0


def _format(witnesses: Iterable[AskedWitness]) -> str:
    return "".join(f"{one.line}\n" for one in witnesses)


def _lock(settings: Settings) -> AbstractContextManager[None]:
    folder = locate_key(settings).parent
    make_private_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    return lock_log(settings)
