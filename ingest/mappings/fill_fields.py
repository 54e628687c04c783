"""Filling the fields of an act from a row: rendering, translating, reading, keeping the words."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field

from ingest.files import SHOWN_ERROR, is_cell_error
from ingest.mappings.act_fields import PARTS, STATED, fields_by_name, quantities_of
from ingest.mappings.drafts import DraftAct
from ingest.mappings.leads import read_lead
from ingest.mappings.patterns import says_nothing, translate_words
from ingest.mappings.quantities import ParsedQuantity, read_quantity
from ingest.mappings.resolve_names import NameResolver
from ingest.mappings.spec import FieldSpec, Mapping
from ingest.mappings.stored_values import note_stored_day
from ingest.mappings.templates import Template
from ingest.mappings.values import read_value
from registry.acts import ACTS, Field
from registry.acts.fields import DAY, TEXT
from registry.errors import InvalidInput, Problem

# What says how and where a record stands on record: nothing that is read from words.
BESIDE_WORDS = ("reference", "standing", "locator", "source")


@dataclass(frozen=True, slots=True)
class RowContents:
    """What a row's words are read with.

    Attributes:
        mapping: the mapping.
        names: everybody's names.
        on: the row's own day.
        days: days that a spreadsheet stores, by the words in which it shows them.
        unread: why the row has no day of its own although the mapping names one.
    """

    mapping: Mapping
    names: NameResolver
    on: str | None
    days: Pairs[str, str] = field(default_factory=dict)
    unread: str | None = None


def fill_draft(
    draft: DraftAct, specs: Pairs[str, FieldSpec], cells: Pairs[str, str], by: RowContents
) -> None:
    """Fill every field that the mapping speaks of; what is wrong goes to the draft."""
    quantities = quantities_of(draft.kind)
    fields = fields_by_name(draft.kind)
    for name, spec in specs.items():
        filling = _FieldFiller(draft, name, spec, cells, by)
        if name in quantities:
            filling.fill_quantity()
        elif (draft.kind, name) == ("accountability", "partner") and "state" not in specs:
            filling.fill_lead()
        else:
            filling.fill_field(fields[name], stated_elsewhere=specs)
    try:
        draft.cells = dict(ACTS[draft.kind].complete_cells(draft.cells))
    except InvalidInput as error:
        draft.problems.extend(error.problems)


class _FieldFiller:
    """One field on its way from a template to a cell of the act."""

    def __init__(
        self, draft: DraftAct, name: str, spec: FieldSpec, cells: Pairs[str, str], by: RowContents
    ) -> None:
        self.draft, self.name, self.spec, self.by = draft, name, spec, by
        template = Template(spec.from_)
        rendered = template.render(cells, self._find_reference)
        self.constant = not template.names
        self.words, self.verbatim = rendered.words, rendered.verbatim
        # Words around a failed formula, or a reference made of it, would hide that it failed.
        self.failed = any(is_cell_error(cells.get(name, "")) for name in template.names)
        if not self.constant and self.words and name not in BESIDE_WORDS:
            draft.words[name] = self.words

    def _find_reference(self, kind: str, words: str) -> str:
        """Return the reference of what a cell names; a problem where that cannot be said."""
        found = self.by.names.resolve_name(kind, words, self.by.on)
        if found.reference is None:
            remedy = f"Say under [names.{kind}] what it names, or record it under [[once]]"
            problem = Problem(found.why or "", remedy, column=self.name, value=words)
            self.draft.problems.append(problem)
        return found.reference or ""

    def keep_words(self) -> None:
        """The words of the cells stand in the act."""
        self.draft.kept |= self.verbatim

    def fill_quantity(self) -> None:
        if not self.words:
            return
        known = translate_words(self.words, self.own_vocabulary)
        reading = self.by.mapping.reading
        nothing = reading.nothing if known is None else ()
        if known is None and self.failed:
            read = ParsedQuantity(self.words, why=SHOWN_ERROR)
        else:
            read = read_quantity(known or self.words, self.words, reading.unreadable, nothing)
        for part in PARTS:
            value, column = getattr(read, part), f"{self.name}_{part}"
            if value and column in fields_by_name(self.draft.kind):
                self.draft.cells.setdefault(column, value)
            elif value:
                self.draft.remarks.append(f"{self.name}: {part} {value}")
        self.keep_words()

    def fill_lead(self) -> None:
        lead = read_lead(self.words, self.by.names, self.by.mapping.reading, self.by.on)
        self.draft.cells["state"] = lead.state.value
        if lead.partners:
            self.draft.cells["partner"] = ";".join(lead.partners)
        if self.words:
            self.draft.add_stated_words("stated", self.words)
            self.keep_words()
        self.draft.notes.extend(lead.notes)
        if lead.state.value != "SINGLE":
            self.draft.notes.append(f"the lead is {lead.state.value}: {self.words or 'blank'}")

    @property
    def own_vocabulary(self) -> Pairs[str, str]:
        return self.spec.words or self.by.mapping.words.get(self.name, {})

    def fill_field(self, field: Field, *, stated_elsewhere: Pairs[str, FieldSpec]) -> None:
        """Any other field: translated by its vocabulary, then read by its form."""
        words = self._translate_words()
        if words is None or words == "":
            self._is_left_empty(stated_elsewhere)
            return
        if words is self.words and self._states_no_value(field):
            self._report_unreadable(field, "the source states no value", stated_elsewhere)
            return
        if words is self.words and self.failed:
            self._report_unreadable(field, SHOWN_ERROR, stated_elsewhere)
            return
        if field.form is DAY and words in self.by.days:
            self._fill_stored_day(self.by.days[words], stated_elsewhere)
            return
        scale = self.spec.amounts_in or self.by.mapping.reading.amounts_in
        if self.constant:
            scale = "pounds"
        read = read_value(field, words, self.by.names, self.by.on, scale)
        if read.note:
            self.draft.notes.append(read.note)
        if read.value is None:
            self._report_unreadable(field, read.why or "", stated_elsewhere)
        elif read.value == self.words:
            self.draft.cells[self.name] = read.value
            self.keep_words()
        else:
            self.draft.cells[self.name] = read.value
            self._add_stated_words(stated_elsewhere)

    def _fill_stored_day(self, day: str, elsewhere: Pairs[str, FieldSpec]) -> None:
        """The spreadsheet stores which day its words stand for."""
        if note := note_stored_day(self.words, day):
            self.draft.notes.append(f"{self.name}: {note}")
        self.draft.cells[self.name] = day
        self._add_stated_words(elsewhere)

    def _states_no_value(self, field: Field) -> bool:
        """Return whether the words are a mark for no value; a field for words takes every mark."""
        plain = field.form is TEXT and not field.refers
        return not (plain or self.constant) and says_nothing(
            self.by.mapping.reading.nothing, self.words
        )

    def _translate_words(self) -> str | None:
        """Return the words to be read, or None where a vocabulary does not know them."""
        if not self.words:
            return self.own_vocabulary.get("", "")
        if self.constant or not self.own_vocabulary:
            return self.words
        meaning = translate_words(self.words, self.own_vocabulary)
        if meaning is None:
            meaning = self.spec.otherwise
        return self.words if meaning is None else meaning

    def _add_stated_words(self, elsewhere: Pairs[str, FieldSpec]) -> None:
        """Put the source's own words beside the value that was read from them."""
        companion = STATED.get((self.draft.kind, self.name))
        if companion and companion not in elsewhere and self.words and not self.constant:
            self.draft.add_stated_words(companion, self.words)
            self.keep_words()

    def _is_left_empty(self, elsewhere: Pairs[str, FieldSpec]) -> None:
        if self.words:
            self._add_stated_words(elsewhere)

    def _report_unreadable(self, field: Field, why: str, elsewhere: Pairs[str, FieldSpec]) -> None:
        """The words hold no value: keep them and say why, or tell what to do about it."""
        reading = self.by.mapping.reading
        silent = says_nothing((*reading.nothing, *reading.unreadable), self.words)
        referring = self.failed and self.name == "reference"
        if field.required or self.constant or referring:
            problem = Problem(why, self._suggest_remedy(field), column=self.name, value=self.words)
            self.draft.problems.append(problem)
            return
        self._add_stated_words(elsewhere)
        if not silent:
            self.draft.remarks.append(f"{self.name}: {why}")
            self.draft.notes.append(f"{self.name}: {why} ({self.words})")

    def _suggest_remedy(self, field: Field) -> str:
        if field.refers in ("partners", "areas"):
            return f"Say under [names.{field.refers}] whom it names, or record it under [[once]]"
        if field.refers:
            return f"Record it first (kind {field.refers}), or say it under [names.{field.refers}]"
        return f"{field.form.remedy}; or say under [words.{self.name}] what the words mean"
