"""Filling the fields of an act from a row: rendering, translating, reading, keeping the words."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass

from ingest.mappings.act_fields import PARTS, STATED, fields_by_name, quantities_of
from ingest.mappings.drafts import Draft
from ingest.mappings.leads import read_lead
from ingest.mappings.patterns import matches_any, translated
from ingest.mappings.quantities import read_quantity
from ingest.mappings.resolve_names import Names
from ingest.mappings.spec import FieldSpec, Mapping
from ingest.mappings.templates import Template
from ingest.mappings.values import read_value
from registry.acts import Field
from registry.errors import Problem


@dataclass(frozen=True, slots=True)
class Setting:
    """What a row's words are read with: the mapping, everybody's names, and the row's own day."""

    mapping: Mapping
    names: Names
    on: str | None


def fill(draft: Draft, specs: Pairs[str, FieldSpec], cells: Pairs[str, str], by: Setting) -> None:
    """Fill every field that the mapping speaks of; what is wrong goes to the draft."""
    quantities = quantities_of(draft.kind)
    fields = fields_by_name(draft.kind)
    for name, spec in specs.items():
        filling = _Filling(draft, name, spec, cells, by)
        if name in quantities:
            filling.quantity()
        elif (draft.kind, name) == ("accountability", "partner") and "state" not in specs:
            filling.lead()
        else:
            filling.field(fields[name], stated_elsewhere=specs)


class _Filling:
    """One field on its way from a template to a cell of the act."""

    def __init__(
        self, draft: Draft, name: str, spec: FieldSpec, cells: Pairs[str, str], by: Setting
    ) -> None:
        self.draft, self.name, self.spec, self.by = draft, name, spec, by
        template = Template(spec.from_)
        rendered = template.render(cells, self._find)
        self.constant = not template.names
        self.words, self.verbatim = rendered.words, rendered.verbatim

    def _find(self, kind: str, words: str) -> str:
        """The reference of what a cell names; a problem where that cannot be said."""
        found = self.by.names.find(kind, words, self.by.on)
        if found.reference is None:
            remedy = f"Say under [names.{kind}] what it names, or record it under [[once]]"
            problem = Problem(found.why or "", remedy, column=self.name, value=words)
            self.draft.problems.append(problem)
        return found.reference or ""

    def keep(self) -> None:
        """The words of the cells stand in the act."""
        self.draft.kept |= self.verbatim

    def quantity(self) -> None:
        if not self.words:
            return
        known = translated(self.words, self.vocabulary) or self.words
        read = read_quantity(known, self.words, self.by.mapping.reading.unreadable)
        for part in PARTS:
            value, column = getattr(read, part), f"{self.name}_{part}"
            if value and column in fields_by_name(self.draft.kind):
                self.draft.cells.setdefault(column, value)
            elif value:
                self.draft.remarks.append(f"{self.name}: {part} {value}")
        self.keep()

    def lead(self) -> None:
        lead = read_lead(self.words, self.by.names, self.by.mapping.reading, self.by.on)
        self.draft.cells["state"] = lead.state.value
        if lead.partners:
            self.draft.cells["partner"] = ";".join(lead.partners)
        if self.words:
            self.draft.state("stated", self.words)
            self.keep()
        self.draft.notes.extend(lead.notes)
        if lead.state.value != "SINGLE":
            self.draft.notes.append(f"the lead is {lead.state.value}: {self.words or 'blank'}")

    @property
    def vocabulary(self) -> Pairs[str, str]:
        return self.spec.words or self.by.mapping.words.get(self.name, {})

    def field(self, field: Field, *, stated_elsewhere: Pairs[str, FieldSpec]) -> None:
        """Any other field: translated by its vocabulary, then read by its form."""
        words = self._translated()
        if words is None or words == "":
            self._unsaid(stated_elsewhere)
            return
        scale = self.spec.amounts_in or self.by.mapping.reading.amounts_in
        if self.constant:
            scale = "pounds"
        read = read_value(field, words, self.by.names, self.by.on, scale)
        if read.note:
            self.draft.notes.append(read.note)
        if read.value is None:
            self._unread(field, read.why or "", stated_elsewhere)
        elif read.value == self.words:
            self.draft.cells[self.name] = read.value
            self.keep()
        else:
            self.draft.cells[self.name] = read.value
            self._state(stated_elsewhere)

    def _translated(self) -> str | None:
        """The words to be read, or None where a vocabulary does not know them."""
        if not self.words:
            return self.vocabulary.get("", "")
        if self.constant or not self.vocabulary:
            return self.words
        meaning = translated(self.words, self.vocabulary)
        if meaning is None:
            meaning = self.spec.otherwise
        return self.words if meaning is None else meaning

    def _state(self, elsewhere: Pairs[str, FieldSpec]) -> None:
        """Put the source's own words beside the value that was read from them."""
        companion = STATED.get((self.draft.kind, self.name))
        if companion and companion not in elsewhere and self.words and not self.constant:
            self.draft.state(companion, self.words)
            self.keep()

    def _unsaid(self, elsewhere: Pairs[str, FieldSpec]) -> None:
        if self.words:
            self._state(elsewhere)

    def _unread(self, field: Field, why: str, elsewhere: Pairs[str, FieldSpec]) -> None:
        """The words hold no value: keep them and say why, or tell what to do about it."""
        reading = self.by.mapping.reading
        silent = matches_any((*reading.nothing, *reading.unreadable), self.words)
        if field.required or self.constant:
            problem = Problem(why, self._remedy(field), column=self.name, value=self.words)
            self.draft.problems.append(problem)
            return
        self._state(elsewhere)
        if not silent:
            self.draft.remarks.append(f"{self.name}: {why}")
            self.draft.notes.append(f"{self.name}: {why} ({self.words})")

    def _remedy(self, field: Field) -> str:
        if field.refers in ("partners", "areas"):
            return f"Say under [names.{field.refers}] whom it names, or record it under [[once]]"
        if field.refers:
            return f"Record it first (kind {field.refers}), or say it under [names.{field.refers}]"
        return f"{field.form.remedy}; or say under [words.{self.name}] what the words mean"
