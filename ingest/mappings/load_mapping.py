"""Reading ``MAP.toml``: every key that is wrong is told with its path and what may stand there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints

from ingest.mappings.check_mapping import check_mapping
from ingest.mappings.spec import ActSpec, FieldSpec, Mapping, key_of
from registry.errors import InvalidInput, Problem

MAP_BYTES = 1_000_000


def load_mapping(path: Path) -> Mapping:
    """Return the mapping that a TOML file says.

    Raises:
        InvalidInput: it cannot be read; every key that is wrong is told.
    """
    try:
        if path.stat().st_size > MAP_BYTES:
            raise InvalidInput([Problem("it is too long for a mapping", "Shorten it", str(path))])
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        problem = Problem(f"it cannot be opened: {error.strerror}", "Mend the path", str(path))
        raise InvalidInput([problem]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        problem = Problem(f"it is not TOML: {error}", "Mend it there", str(path))
        raise InvalidInput([problem]) from error
    return read_mapping(raw, str(path))


def read_mapping(raw: dict[str, Any], file: str = "the mapping") -> Mapping:
    """Return the mapping that a table of keys says.

    Raises:
        InvalidInput: with one problem for each key that is wrong.
    """
    reader = _MappingReader()
    mapping = reader.read_dataclass(Mapping, raw, "")
    problems = reader.problems or list(check_mapping(cast(Mapping, mapping)))
    if problems:
        raise InvalidInput(replace(problem, file=file) for problem in problems)
    return cast(Mapping, mapping)


class _MappingReader:
    """From tables of keys to the dataclasses of ``spec``."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read_dataclass(self, spec: Any, raw: Any, path: str) -> Any:
        """Return the value of a dataclass, or None where it cannot be read."""
        if not isinstance(raw, dict):
            return self._report_wrong(path, raw, "a table of keys", "Write it as [" + path + "]")
        hints = get_type_hints(spec, include_extras=True)
        own = {key_of(one.name): one for one in fields(spec) if one.name != "fields"}
        values: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for key, value in raw.items():
            where = f"{path}.{key}" if path else key
            if key in own:
                name = own[key].name
                values[name] = self._read_value(get_args(hints[name])[0], value, where)
            elif spec is ActSpec:
                rest[key] = self._read_field(value, where)
            else:
                self._report_unknown(where, key, own)
        for key, one in own.items():
            if _is_required(one) and key not in raw:
                self._report_missing(path, key)
        if spec is ActSpec:
            values["fields"] = rest
        return None if self.problems else spec(**values)

    def _read_field(self, raw: Any, path: str) -> FieldSpec | None:
        """Return a field's source: one line for a template, a table for more."""
        if isinstance(raw, bool):
            return FieldSpec(from_="true" if raw else "false")
        if isinstance(raw, str | int | float):
            return FieldSpec(from_=str(raw))
        return cast(FieldSpec | None, self.read_dataclass(FieldSpec, raw, path))

    def _read_value(self, hint: Any, raw: Any, path: str) -> Any:
        parts = [part for part in get_args(hint) if part is not type(None)]
        if type(None) in get_args(hint):
            hint = parts[0]
        if is_dataclass(hint):
            return self.read_dataclass(hint, raw, path)
        if get_origin(hint) is tuple:
            each = get_args(hint)[0]
            listed = raw if isinstance(raw, list) else [raw]
            return tuple(
                self._read_value(each, one, f"{path}[{place}]" if isinstance(raw, list) else path)
                for place, one in enumerate(listed, 1)
            )
        if hint in (str, bool, int):
            return self._read_plain_value(hint, raw, path)
        return self._read_table(get_args(hint)[1], raw, path)

    def _read_plain_value(self, hint: type, raw: Any, path: str) -> Any:
        if isinstance(raw, hint) and not (hint is int and isinstance(raw, bool)):
            return raw
        # A day or a number says the same without quotation marks.
        if hint is str and not isinstance(raw, bool | dict | list):
            return str(raw)
        names = {str: "words", bool: "true or false", int: "a whole number"}
        return self._report_wrong(path, raw, names[hint], f"Write {names[hint]}")

    def _read_table(self, hint: Any, raw: Any, path: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self._report_wrong(path, raw, "a table of words", f"Write it as [{path}]")
            return {}
        return {key: self._read_value(hint, value, f"{path}.{key}") for key, value in raw.items()}

    def _report_wrong(self, path: str, raw: Any, form: str, remedy: str) -> None:
        self.problems.append(
            Problem(f"{path or 'it'} is not {form}", remedy, column=path, value=str(raw)[:100])
        )

    def _report_unknown(self, where: str, key: str, own: Iterable[str]) -> None:
        near = get_close_matches(key, own, 1)
        meant = f"Did you mean {near[0]}? " if near else ""
        remedy = f"{meant}Its keys are {', '.join(own)}"
        self.problems.append(Problem("there is no such key", remedy, column=where))

    def _report_missing(self, path: str, key: str) -> None:
        where = f"{path}.{key}" if path else key
        self.problems.append(Problem("the key is missing", f"Add {key} = ...", column=where))


def _is_required(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING
