"""Who leads a target, as officers write it: one body, several, an unknown one, or nobody."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.files import SHOWN_ERROR, is_cell_error
from ingest.mappings.patterns import matches_any_pattern, says_nothing
from ingest.mappings.resolve_names import NameResolver
from ingest.mappings.spec import ReadingSpec
from registry.vocabulary import LeadState

# Marks that always stand between bodies; "&" and "and" also stand inside one body's name.
_ALWAYS = ("/", ";")


@dataclass(frozen=True, slots=True)
class ParsedLead:
    """What a cell says of the lead: its state, the bodies that were recognised, what was not."""

    state: LeadState
    partners: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_lead(words: str, names: NameResolver, reading: ReadingSpec, on: str | None) -> ParsedLead:
    """Return who leads: several bodies only where the mapping or the marks between them say so."""
    words = words.strip()
    if not words or says_nothing(reading.nothing, words):
        return ParsedLead(LeadState.MISSING)
    if matches_any_pattern(reading.unreadable, words):
        return ParsedLead(LeadState.UNRESOLVED, notes=("the entry cannot be read",))
    if several := names.find_alias("partners", words):
        partners = tuple(one.strip() for one in several.split(";") if one.strip())
        return ParsedLead(LeadState.SINGLE if len(partners) == 1 else LeadState.JOINT, partners)
    if is_cell_error(words):
        return ParsedLead(LeadState.UNRESOLVED, notes=(SHOWN_ERROR,))
    whole = names.resolve_name("partners", words, on)
    if whole.reference:
        return ParsedLead(LeadState.SINGLE, (whole.reference,), _note_assumption(whole.note))
    return _read_joint_lead(words, names, reading, on) or ParsedLead(
        LeadState.UNRESOLVED, notes=_note_assumption(whole.why)
    )


def _read_joint_lead(
    words: str, names: NameResolver, reading: ReadingSpec, on: str | None
) -> ParsedLead | None:
    pieces = [words]
    for mark in reading.joint:
        pieces = [piece for one in pieces for piece in one.split(mark)]
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    if len(pieces) < 2:
        return None
    found = [names.resolve_name("partners", piece, on) for piece in pieces]
    partners = tuple(dict.fromkeys(one.reference for one in found if one.reference))
    divided = any(mark in words for mark in _ALWAYS if mark in reading.joint)
    if not partners and not divided:
        return None
    notes = tuple(note for one in found for note in _note_assumption(one.why or one.note))
    return ParsedLead(LeadState.JOINT, partners, notes)


def _note_assumption(note: str | None) -> tuple[str, ...]:
    return (note,) if note else ()
