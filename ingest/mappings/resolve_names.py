"""Recognising what words name: by mapping, reference, code or name, as of the record's own day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from ingest.mappings.name_index import FAMILIES, TITLED, NameIndex, Term, load_name_index
from ingest.mappings.normalise_names import normalise_code, normalise_name, place_name
from ingest.mappings.patterns import translate_words
from registry.vocabulary import is_reference, list_spellings

NAMED = (*FAMILIES, *TITLED)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What words name, or why that cannot be said; ``note`` is what a reader should know.

    ``unknown`` says that nothing at all goes by the words, rather than several records.
    """

    reference: str | None = None
    why: str | None = None
    note: str | None = None
    unknown: bool = False


@dataclass(slots=True)
class NameResolver:
    """Everything that can be named: what is on record, and what this import records first."""

    connection: Connection
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _kinds: dict[str, NameIndex] = field(default_factory=dict)
    # What was found for words and a day, until this import puts more on record.
    _found: dict[tuple[str, str, str | None], NameMatch] = field(default_factory=dict)

    def index_of(self, kind: str) -> NameIndex:
        """Return what is on record of one kind, read once."""
        if kind not in self._kinds:
            self._kinds[kind] = load_name_index(self.connection, kind)
        return self._kinds[kind]

    def add_record(self, kind: str, cells: Mapping[str, str]) -> None:
        """This import itself puts something on record, which can be named from here on."""
        if kind in NAMED and cells.get("reference"):
            self.index_of(kind).add(cells)
            self._found.clear()
        for named, (codes, successions, ours) in FAMILIES.items():
            if kind == codes:
                term = (cells.get("from"), cells.get("until"))
                self.index_of(named).add_identifier(
                    cells[ours], cells["scheme"], cells["value"], term
                )
                self._found.clear()
            elif kind == successions:
                self.index_of(named).add_successor(cells[ours], cells["by"], cells["on"])
                self._found.clear()

    def find_alias(self, kind: str, words: str) -> str | None:
        """Return what the mapping itself says that words name."""
        return translate_words(words, self.aliases.get(kind, {}))

    def resolve_name(self, kind: str, words: str, on: str | None) -> NameMatch:
        """Return the one record of a kind that words name on a day; never one of several."""
        if kind not in NAMED:
            return self._resolve_uncached(kind, words, on)
        asked = (kind, words, on)
        if asked not in self._found:
            self._found[asked] = self._resolve_uncached(kind, words, on)
        return self._found[asked]

    def _resolve_uncached(self, kind: str, words: str, on: str | None) -> NameMatch:
        if meant := self.find_alias(kind, words):
            return NameMatch(meant)
        if kind not in NAMED and is_reference(words):
            # Kinds without names are named by their reference, which record() looks up.
            return NameMatch(words)
        there = self.index_of(kind)
        if words in there.terms:
            return NameMatch(words)
        for candidates in _list_candidates(there, words, on):
            if candidates:
                return _choose_candidate(there, words, sorted(candidates), on)
        if not any(mark.isalpha() for mark in words):
            return NameMatch(why=f"no {kind} on record go by {words!r}", unknown=True)
        for_place = there.cores.get(place_name(words), set())
        if for_place:
            found = _choose_candidate(there, words, sorted(for_place), on)
            bare = kind == "partners" and place_name(words) == normalise_name(words)
            return _note_assumed_body(there, words, found) if bare else found
        if kind not in FAMILIES and is_reference(words):
            return NameMatch(words)
        return NameMatch(why=f"no {kind} on record go by {words!r}", unknown=True)


def _list_candidates(there: NameIndex, words: str, on: str | None) -> Iterable[set[str]]:
    """Return what words could name: codes first, then full names."""
    yield {
        reference
        for spelling in list_spellings(words)
        for reference, term in there.codes.get(normalise_code(spelling), ())
        if _held_on(term, on)
    }
    # Figures name by code alone: as a name, 45% and £45 would be the code 45.
    if any(mark.isalpha() for mark in words):
        yield there.names.get(normalise_name(words), set())


def _held_on(term: Term, on: str | None) -> bool:
    begins, ends = term
    return on is None or ((begins is None or begins <= on) and (ends is None or on < ends))


def _choose_candidate(
    there: NameIndex, words: str, candidates: list[str], on: str | None
) -> NameMatch:
    alive = [one for one in candidates if _held_on(there.terms.get(one, (None, None)), on)]
    if len(alive) == 1:
        return NameMatch(alive[0])
    if alive or on is None:
        listed = ", ".join((alive or candidates)[:6])
        return NameMatch(why=f"{words!r} could be any of {listed}")
    heirs = {heir for one in candidates for heir in _find_successors(there, one, on)}
    if len(heirs) == 1:
        heir = heirs.pop()
        name = there.titles.get(heir, heir)
        return NameMatch(heir, note=f"{words!r} did not exist on {on}; {name} ({heir}) did")
    listed = f"; {', '.join(sorted(heirs))} did" if heirs else ""
    return NameMatch(why=f"{words!r} did not exist on {on}{listed}")


def _note_assumed_body(there: NameIndex, words: str, found: NameMatch) -> NameMatch:
    """Return a body that is named by its place alone: what it was taken for is told."""
    if found.reference is None or found.note:
        return found
    name = there.titles.get(found.reference, "")
    return NameMatch(found.reference, note=f"{words!r} was taken for {name} ({found.reference})")


def _find_successors(there: NameIndex, reference: str, on: str) -> set[str]:
    """Return what stood on a day in the place of what had ended by then, or had not begun yet."""
    _, ends = there.terms.get(reference, (None, None))
    way = there.later if ends is not None and ends <= on else there.earlier
    seen, found, left = {reference}, set(), [reference]
    while left:
        for other, _ in way.get(left.pop(), ()):
            if other in seen:
                continue
            seen.add(other)
            if _held_on(there.terms.get(other, (None, None)), on):
                found.add(other)
            else:
                left.append(other)
    return found
