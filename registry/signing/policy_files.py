"""Read the file of a trust policy, as in "Policy file syntax and structure" of tlog-policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from registry.errors import InvalidInput, Problem
from registry.signing.cosignatures import WitnessKey
from registry.signing.keys import Verifier
from registry.signing.policies import NOBODY, TrustPolicy, WitnessGroup

_MOST_BYTES = 1 << 20
# "Character set": no control characters but tab and newline; names are opaque octets.
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile("[ \t]+")
_COUNT = re.compile(r"[1-9][0-9]{0,5}")


def read_policy(path: Path) -> TrustPolicy:
    """Read the policy in a file.

    Raises:
        InvalidInput: with the line that cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(
            "there is no policy to read", "Name a file of a policy (tlog-policy)", value=str(path)
        )
        raise InvalidInput([problem]) from error
    return parse_policy(data, str(path))


def parse_policy(data: bytes, place: str) -> TrustPolicy:
    """Parse a policy; ``place`` is what problems call it.

    Raises:
        InvalidInput: with the line that cannot be read.
    """
    reading = _Reading()
    try:
        if len(data) > _MOST_BYTES:
            raise _Fault("it is too long for a policy", f"Give at most {_MOST_BYTES:,} bytes")
        # Octets above ASCII stay what they are: other octets are another name.
        *lines, rest = data.decode("utf-8", "surrogateescape").split("\n")
        for line in lines:
            reading.read_line(line)
        if rest:
            raise _Fault("the last line does not end", "Give the whole file: it may be cut off")
        return reading.finish()
    except _Fault as fault:
        row = reading.row or None
        problem = Problem(fault.message, fault.remedy, place, row, value=fault.value)
        raise InvalidInput([problem]) from fault


class _Fault(Exception):
    """What is wrong with a line, and what to do."""

    def __init__(self, message: str, remedy: str, value: str | None = None) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy
        # Bytes that are no UTF-8 could not be shown.
        self.value = value and value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@dataclass(slots=True)
class _Reading:
    """What the lines of a policy have stated so far."""

    logs: list[Verifier] = field(default_factory=list)
    witnesses: dict[str, Verifier] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    groups: dict[str, WitnessGroup] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    quorum: str | None = None
    row: int = 0

    def read_line(self, line: str) -> None:
        self.row += 1
        if _CONTROL.search(line.encode("utf-8", "surrogateescape")):
            raise _Fault("it holds control characters", "End lines by a newline alone")
        words = _SPACES.split(line.strip(" \t"))
        match words:
            case [""]:
                return
            case [word, *_] if word.startswith("#"):
                return
            case ["log", key] | ["log", key, _]:
                self._add_log(key)
            case ["witness", name, key]:
                self._add_witness(name, key)
            case ["witness", name, key, address]:
                self._add_witness(name, key)
                self.addresses[name] = address
            case ["group", name, count, member, *more]:
                self._add_group(name, count, (member, *more))
            case ["quorum", name]:
                self._set_quorum(name)
            case _:
                raise _Fault(
                    "it is no line of a policy",
                    "Write `log VKEY [URL]`, `witness NAME VKEY [URL]`, `group NAME all|any|COUNT "
                    "NAME...` or `quorum NAME|none`",
                    line.strip(" \t"),
                )

    def finish(self) -> TrustPolicy:
        if self.quorum is None:
            raise _Fault("it has no quorum", "Add a line `quorum NAME`, or `quorum none`")
        return TrustPolicy(
            tuple(self.logs), self.witnesses, self.addresses, self.groups, self.quorum
        )

    def _add_log(self, text: str) -> None:
        key = _read_key(text, Verifier, "a log")
        if any(key.public == one.public for one in self.logs):
            raise _Fault("an earlier line has the same key", "Name each log once", text)
        self.logs.append(key)

    def _add_witness(self, name: str, text: str) -> None:
        self._check_new(name)
        key = _read_key(text, WitnessKey, "a witness")
        if any(key.public == one.public for one in self.witnesses.values()):
            raise _Fault("an earlier line has the same key", "Name each witness once", text)
        self.witnesses[name] = key

    def _add_group(self, name: str, count: str, members: tuple[str, ...]) -> None:
        self._check_new(name)
        for member in members:
            self._check_known(member)
            if member in self.members:
                raise _Fault(
                    "it is the member of a group already", "Name each in one group", member
                )
            self.members.add(member)
        words = {"any": 1, "all": len(members)}
        least = words.get(count) or (int(count) if _COUNT.fullmatch(count) else 0)
        if not 1 <= least <= len(members):
            remedy = f"Give `all`, `any` or a number between 1 and {len(members)}"
            raise _Fault("a group cannot need so many", remedy, count)
        self.groups[name] = WitnessGroup(least, members)

    def _set_quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise _Fault("an earlier line names the quorum", "Name it once", name)
        if name != NOBODY:
            self._check_known(name)
        self.quorum = name

    def _check_new(self, name: str) -> None:
        if name == NOBODY or name in self.witnesses or name in self.groups:
            raise _Fault("the name is taken", "Give each witness and group its own name", name)

    def _check_known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            remedy = "Define the witness or group in a line before this one"
            raise _Fault("no line before defines the name", remedy, name)


def _read_key(text: str, kind: type[Verifier], of: str) -> Verifier:
    try:
        return kind.read(text)
    except ValueError as error:
        remedy = f"Give the key of {of} as its holder publishes it (name+id+key)"
        raise _Fault(str(error), remedy, text) from error
