"""Recognising what words name: by mapping, reference, code or name, as of the record's own day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from ingest.mappings.name_index import FAMILIES, TITLED, Existing, Term, existing
from ingest.mappings.normalise_names import code_key, core, normal
from ingest.mappings.patterns import translated
from registry.vocabulary import is_reference

NAMED = (*FAMILIES, *TITLED)


@dataclass(frozen=True, slots=True)
class Found:
    """What words name, or why that cannot be said; ``note`` is what a reader should know.

    ``unknown`` says that nothing at all goes by the words, rather than several records.
    """

    reference: str | None = None
    why: str | None = None
    note: str | None = None
    unknown: bool = False


@dataclass(slots=True)
class Names:
    """Everything that can be named: what is on record, and what this import records first."""

    connection: Connection
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _kinds: dict[str, Existing] = field(default_factory=dict)
    # What was found for words and a day, until this import puts more on record.
    _found: dict[tuple[str, str, str | None], Found] = field(default_factory=dict)

    def of(self, kind: str) -> Existing:
        """What is on record of one kind, read once."""
        if kind not in self._kinds:
            self._kinds[kind] = existing(self.connection, kind)
        return self._kinds[kind]

    def made(self, kind: str, cells: Mapping[str, str]) -> None:
        """This import itself puts something on record, which can be named from here on."""
        if kind in NAMED and cells.get("reference"):
            self.of(kind).add(cells)
            self._found.clear()
        for named, (codes, successions, ours) in FAMILIES.items():
            if kind == codes:
                term = (cells.get("from"), cells.get("until"))
                self.of(named).identify(cells[ours], cells["value"], term)
                self._found.clear()
            elif kind == successions:
                self.of(named).succeed(cells[ours], cells["by"], cells["on"])
                self._found.clear()

    def alias(self, kind: str, words: str) -> str | None:
        """What the mapping itself says that words name."""
        return translated(words, self.aliases.get(kind, {}))

    def find(self, kind: str, words: str, on: str | None) -> Found:
        """The one record of a kind that words name on a day; never one of several."""
        if kind not in NAMED:
            return self._find(kind, words, on)
        asked = (kind, words, on)
        if asked not in self._found:
            self._found[asked] = self._find(kind, words, on)
        return self._found[asked]

    def _find(self, kind: str, words: str, on: str | None) -> Found:
        if meant := self.alias(kind, words):
            return Found(meant)
        if kind not in NAMED and is_reference(words):
            # Kinds without names are named by their reference, which record() looks up.
            return Found(words)
        there = self.of(kind)
        if words in there.terms:
            return Found(words)
        for candidates in _candidates(there, words, on):
            if candidates:
                return _settled(there, words, sorted(candidates), on)
        for_place = there.cores.get(core(words), set())
        if for_place:
            found = _settled(there, words, sorted(for_place), on)
            bare = kind == "partners" and core(words) == normal(words)
            return _taken(there, words, found) if bare else found
        if kind not in FAMILIES and is_reference(words):
            return Found(words)
        return Found(why=f"no {kind} on record go by {words!r}", unknown=True)


def _candidates(there: Existing, words: str, on: str | None) -> Iterable[set[str]]:
    """What words could name: codes first, then full names."""
    yield {reference for reference, term in there.codes.get(code_key(words), ()) if _held(term, on)}
    yield there.names.get(normal(words), set())


def _held(term: Term, on: str | None) -> bool:
    begins, ends = term
    return on is None or ((begins is None or begins <= on) and (ends is None or on < ends))


def _settled(there: Existing, words: str, candidates: list[str], on: str | None) -> Found:
    alive = [one for one in candidates if _held(there.terms.get(one, (None, None)), on)]
    if len(alive) == 1:
        return Found(alive[0])
    if alive or on is None:
        listed = ", ".join((alive or candidates)[:6])
        return Found(why=f"{words!r} could be any of {listed}")
    heirs = {heir for one in candidates for heir in _heirs(there, one, on)}
    if len(heirs) == 1:
        heir = heirs.pop()
        name = there.titles.get(heir, heir)
        return Found(heir, note=f"{words!r} did not exist on {on}; {name} ({heir}) did")
    listed = f"; {', '.join(sorted(heirs))} did" if heirs else ""
    return Found(why=f"{words!r} did not exist on {on}{listed}")


def _taken(there: Existing, words: str, found: Found) -> Found:
    """A body that is named by its place alone: what it was taken for is told."""
    if found.reference is None or found.note:
        return found
    name = there.titles.get(found.reference, "")
    return Found(found.reference, note=f"{words!r} was taken for {name} ({found.reference})")


def _heirs(there: Existing, reference: str, on: str) -> set[str]:
    """What stood on a day in the place of what had ended by then, or had not begun yet."""
    _, ends = there.terms.get(reference, (None, None))
    way = there.later if ends is not None and ends <= on else there.earlier
    seen, found, left = {reference}, set(), [reference]
    while left:
        for other, _ in way.get(left.pop(), ()):
            if other in seen:
                continue
            seen.add(other)
            if _held(there.terms.get(other, (None, None)), on):
                found.add(other)
            else:
                left.append(other)
    return found
